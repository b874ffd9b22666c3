import { describe, expect, it } from 'vitest'
import { isRedisUrl, toRedisAddress } from './address.ts'

const FORMS =
  'Write redis://<user>:<password>@<host>:<port>/<database>?prefix=<text>, of which only the host is needed; rediss:// with TLS; redis+unix:///<socket file>.'
const SOCKET_FORM =
  'Write three slashes and the absolute path of the file: redis+unix:///run/redis.sock; with a password, redis+unix://:<password>@localhost/run/redis.sock'
const ENCODING = 'Write % as %25, : as %3A, @ as %40 and / as %2F there.'

describe('the URL of a Redis server', () => {
  it('says where it is, as whom to log in, and what keys start with', () => {
    expect(toRedisAddress('rediss://mo%3Ack:p%40ss@db.example:6380/3?prefix=qa')).toEqual({
      host: 'db.example',
      port: 6380,
      socketFile: null,
      isEncrypted: true,
      user: 'mo:ck',
      password: 'p@ss',
      database: 3,
      prefix: 'qa:',
      shown: 'rediss://mo%3Ack:***@db.example:6380/3?prefix=qa',
    })
  })

  it('needs only a host, or the file of a socket', () => {
    const { host, port, database, prefix, user } = toRedisAddress('redis://[::1]')
    expect([host, port, database, prefix, user]).toEqual(['::1', 6379, 0, 'greenroom:', null])
    expect(toRedisAddress('redis+unix:///run/redis.sock?db=1')).toEqual({
      host: '',
      port: 6379,
      socketFile: '/run/redis.sock',
      isEncrypted: false,
      user: null,
      password: null,
      database: 1,
      prefix: 'greenroom:',
      shown: 'redis+unix:///run/redis.sock?db=1',
    })
    expect(toRedisAddress('redis://a').isEncrypted).toBe(false)
    expect(toRedisAddress('redis://a?prefix=qa_1.b:C-9').prefix).toBe('qa_1.b:C-9:')
  })

  it('is told from the name of a file', () => {
    expect(['redis://a', 'REDISS://a', 'redis+unix:///a', './redis.db', 'redis'].map(isRedisUrl)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })

  it('is refused where it cannot be read, without showing its password', () => {
    const refused = [
      'redis://',
      'redis://:s3cret@a b',
      'redis://:s3cret@a/one',
      'redis://:s3cret@a?prefix={x}',
      'redis://:s3cret@a?tls=1',
      'redis://:s3%cret@a',
      'redis+unix:///%zz',
      'redis+unix://redis.sock',
      'redis+unix://:s3cret@run/redis.sock',
      'redis+unix:redis.sock',
      'redis+unix:///',
      'redis://:s3cret@a?prefix=a&prefix=b',
    ].map((url) => {
      try {
        return toRedisAddress(url).shown
      } catch (fault) {
        return String(fault)
      }
    })
    expect(refused.filter((text) => !text.startsWith('Fault: '))).toEqual([])
    expect(refused.join('\n')).not.toMatch(/s3/)
  })

  it.each([
    ['redis://', 'the Redis URL names no host', FORMS],
    ['redis://a b', 'the URL of the Redis server cannot be read', FORMS],
    [
      'redis://a/one',
      'one is not a database of a Redis server',
      'It is a number: redis://localhost:6379/0. Several mocks can share one: redis://localhost:6379/0?prefix=qa',
    ],
    [
      'redis://a?prefix=',
      'the prefix "" in the Redis URL can\'t start a key',
      'Use up to 64 letters, digits, dots, colons, hyphens and underscores.',
    ],
    ['redis://a?db=1', 'the Redis URL has a parameter db, which means nothing here', FORMS],
    ['redis+unix:///a?db=1&db=2', 'the Redis URL has more than one db', 'Keep one of them.'],
    ['redis://%zz@a', 'the user or the password in the Redis URL is not percent-encoded', ENCODING],
    ['redis://:%zz@a', 'the user or the password in the Redis URL is not percent-encoded', ENCODING],
    ['redis+unix:///%zz', 'the file of the socket in the Redis URL is not percent-encoded', ENCODING],
    ['redis+unix:///', 'the Redis URL names no file of a socket', SOCKET_FORM],
    ['redis+unix:a.sock', 'the Redis URL names no file of a socket', SOCKET_FORM],
    ['redis+unix://run/a.sock', 'the Redis URL names a host, run, in place of the file of a socket', SOCKET_FORM],
  ])('%s is refused with the wrong part and what to write', (url, message, fix) => {
    expect(() => toRedisAddress(url)).toThrow(expect.objectContaining({ message, fix }))
  })

  it('with the file of a socket is no host: a slash too few is refused with the right form', () => {
    expect(() => toRedisAddress('redis+unix://run/redis.sock')).toThrow('the Redis URL names a host, run, in place of')
    expect(() => toRedisAddress('redis+unix:///%zz')).toThrow('is not percent-encoded')
    expect(toRedisAddress('redis+unix:///run/a%20b.sock').socketFile).toBe('/run/a b.sock')
    const withPassword = toRedisAddress('redis+unix://:p@localhost/run/a.sock')
    expect([withPassword.socketFile, withPassword.password]).toEqual(['/run/a.sock', 'p'])
  })

  it('has a database of three digits, and a prefix of sixty-four characters', () => {
    expect(toRedisAddress('redis://a/999').database).toBe(999)
    expect(() => toRedisAddress('redis://a/1000')).toThrow('1000 is not a database of a Redis server')
    const of = (length: number): string => `redis://a?prefix=${'p'.repeat(length)}`
    expect(toRedisAddress(of(64)).prefix).toBe(`${'p'.repeat(64)}:`)
    expect(() => toRedisAddress(of(65))).toThrow(`the prefix "${'p'.repeat(65)}" in the Redis URL`)
    expect(() => toRedisAddress(of(81))).toThrow(`the prefix "${'p'.repeat(80)}" in the Redis URL`)
  })

  it('is shown with a password only where there is one', () => {
    expect(toRedisAddress('redis://mock@a').shown).toBe('redis://mock@a')
    expect(toRedisAddress('redis://:p@a').shown).toBe('redis://:***@a')
  })

  it('says each parameter once', () => {
    expect(() => toRedisAddress('redis://a?prefix=a&prefix=b')).toThrow('the Redis URL has more than one prefix')
  })
})
