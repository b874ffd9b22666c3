import { expect, it } from 'vitest'
import { toCorsOrigin } from './cors-origin.ts'

it.each([
  ['https://app.example.com', 'https://app.example.com'],
  ['https://app.example.com/', 'https://app.example.com'],
  ['capacitor://localhost', 'capacitor://localhost'],
  ['null', 'null'],
])('reads the origin %s', (text, origin) => {
  expect(toCorsOrigin(text)).toBe(origin)
})

it.each(['app.example.com', '*', 'https://app.example.com/path', 'file:///', ''])(
  'refuses %j and shows what an origin is',
  (text) => {
    expect(() => toCorsOrigin(text)).toThrow(/--cors-origin takes scheme, host and port/)
  },
)
