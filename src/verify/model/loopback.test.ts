import { describe, expect, it } from 'vitest'
import { isLoopback } from './loopback.ts'

describe('this machine', () => {
  it.each([
    'http://localhost',
    'https://localhost:4010/path',
    'http://LocalHost./',
    'http://app.localhost',
    'http://127.0.0.1:1',
    'http://127.255.0.9',
    'http://0x7f.1',
    'http://2130706433',
    'http://[::1]:1',
    'http://[::ffff:127.0.0.1]',
  ])('is %s', (url) => expect(isLoopback(url)).toBe(true))

  it.each([
    'http://127.0.0.1.example.org',
    'http://localhost.example.org',
    'http://notlocalhost',
    'http://0.0.0.0',
    'http://128.0.0.1',
    'http://10.0.0.1',
    'http://[::2]',
    'http://[::ffff:128.0.0.1]',
    'ws://localhost',
    'ftp://127.0.0.1',
    'localhost',
    '',
  ])('is not %j', (url) => expect(isLoopback(url)).toBe(false))
})
