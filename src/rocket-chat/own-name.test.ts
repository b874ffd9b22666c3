import { expect, it } from 'vitest'
import { isOwnName, ownPrefix, ownScope, OWN_WORD } from './own-name.ts'

it('what a run makes is known by its name, and nothing else is', () => {
  expect(ownPrefix('0a1b2c3d')).toBe('greenroom-0a1b2c3d-')
  expect(isOwnName(`${ownPrefix('0a1b2c3d')}agent`)).toBe(true)
  expect(ownPrefix('0a1b2c3d').startsWith(OWN_WORD)).toBe(true)
  expect(ownScope('0a1b2c3d')).toEqual({ roomName: 'greenroom-0a1b2c3d-' })
  for (const name of [
    'greenroom',
    'greenroom-tests',
    'greenroom-open',
    'greenroom-0a1b2c3-x',
    'greenroom-0a1b2c3d4-x',
    'greenroom-0a1b2c3g-x',
    'greenroom-0A1B2C3D-x',
    'greenroom-0a1b2c3d',
    'my-greenroom-0a1b2c3d-x',
    1,
  ])
    expect(isOwnName(name)).toBe(false)
})
