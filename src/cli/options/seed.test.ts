import { expect, it } from 'vitest'
import { seedOption, seedOrFileOption } from './seed.ts'

it('the options say what may be chosen', () => {
  expect([seedOption.help, seedOrFileOption.help]).toEqual([
    'initial data: documented, empty, busy:<number up to 1000000>; documented by default',
    'initial data: documented, empty, busy:<number up to 1000000>, or a file of your own such as ./rooms.yaml; documented by default',
  ])
})
