import { expect, it } from 'vitest'
import { createKeys } from './keys.ts'

it('what belongs to one world has its name in braces, so that a cluster keeps it together, and no name twice', () => {
  const keys = createKeys('qa:')
  const ofWorld = [keys.log('w', 'a-1'), keys.begun('w', 'a-1'), keys.journal('w')]
  expect(ofWorld).toEqual(['qa:{w}:a-1', 'qa:{w}:a-1:begun', 'qa:{w}:journal'])
  const others = [keys.mark, keys.list, keys.used, keys.listed, keys.seed('h'), keys.lease('p'), keys.bell('p')]
  expect(others).toEqual(['qa:mark', 'qa:{:worlds}', 'qa:used', 'qa:listed', 'qa:seed:h', 'qa:lease:p', 'qa:bell:p'])
  expect(new Set([...ofWorld, ...others]).size).toBe(10)
})
