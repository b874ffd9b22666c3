import { expect, it } from 'vitest'
import { toCorsOrigin } from './cors-origin.ts'

it.each([
  ['https://app.example.com', 'https://app.example.com'],
  ['https://app.example.com/', 'https://app.example.com'],
  ['http://localhost:8080/', 'http://localhost:8080'],
  ['capacitor://localhost', 'capacitor://localhost'],
  ['null', 'null'],
])('reads the origin %s', (text, origin) => {
  expect(toCorsOrigin(text)).toBe(origin)
})

it.each([
  'app.example.com',
  '*',
  'https://app.example.com/path',
  'https://app.example.com?',
  'https://me@app.example.com',
  'https://App.example.com',
  'https://app.example.com:443',
  'file:///',
  'NULL',
  '',
])('refuses %j and shows what an origin is', (text) => {
  expect(() => toCorsOrigin(text)).toThrow(
    expect.objectContaining({
      message: `--cors-origin takes scheme, host and port, not ${text}`,
      fix: 'For example: https://app.example.com',
    }),
  )
})
