import { expect, it } from 'vitest'
import { versionOf } from './version.ts'

it('the version is that of the server that an edition describes', () => {
  expect([versionOf('current'), versionOf('2022')]).toEqual(['8.0', '5.3'])
})
