import { describe, expect, it } from 'vitest'
import { createMask } from './mask.ts'
import { createRedaction } from './redaction.ts'

const mask = createMask({ fixed: new Set(['error', 'Room is full', '', 'rooms', '0', '42']), key: new Uint8Array(32) })
const MASKED = /^text\(\d+\) #[0-9a-f]{6}$/

describe('on loopback', () => {
  const { show, pointer, text, headers, body, recorded } = createRedaction(['hunter-22'], null)

  it('only secrets are removed', () => {
    expect(show({ name: 'Ada', of: 'hunter-22', n: null })).toBe('{"name":"Ada","of":"[redacted]","n":null}')
    expect(pointer('/rooms/hunter-22/name')).toBe('/rooms/[redacted]/name')
    expect(text('Ada: hunter-22')).toBe('Ada: [redacted]')
    expect(body('{"name":"Ada","of":"hunter-22"}')).toBe('{"name":"Ada","of":"[redacted]"}')
    expect(recorded(200, { name: 'Ada', of: 'hunter-22' })).toEqual({ name: 'Ada', of: '[redacted]' })
    expect(
      headers([
        ['server', 'hunter-22 nginx'],
        ['set-cookie', 'a=b'],
      ]),
    ).toEqual([
      ['server', '[redacted] nginx'],
      ['set-cookie', '[redacted]'],
    ])
  })
})

describe('on other machines', () => {
  const { show, pointer, text, headers, body, recorded } = createRedaction(['hunter-22'], mask)

  it('nothing is shown of a value but what the contract determines', () => {
    const { error, ...rest } = JSON.parse(show({ error: 'Room is full', rooms: ['Ada', 42] }))
    expect([error, rest]).toEqual(['Room is full', { rooms: [expect.stringMatching(MASKED), 42] }])
    expect(JSON.parse(body('{"error":"Ada"}'))).toEqual({ error: expect.stringMatching(MASKED) })
    expect(body('<p>Ada</p>')).toMatch(MASKED)
  })

  it('the parts of a pointer are masked one by one', () => {
    expect(pointer('/rooms/0/error')).toBe('/rooms/0/error')
    expect(pointer('/rooms/Ada')).toMatch(/^\/rooms\/text\(3\) #[0-9a-f]{6}$/)
    expect([pointer(''), pointer('/')]).toEqual(['', '/'])
  })

  it('a message is text of greenroom, which loses only secrets', () => {
    expect(text('/error is wrong: hunter-22')).toBe('/error is wrong: [redacted]')
  })

  it('headers that identify no one keep their values', () => {
    const plain = [
      ['content-type', 'application/json'],
      ['content-length', '2'],
      ['date', 'Tue, 03 Mar 2026 10:30:00 GMT'],
      ['x-ratelimit-remaining', '1'],
      ['retry-after', '5'],
      ['allow', 'GET, POST'],
    ] as const
    expect(headers(plain)).toEqual(plain)
    const others = headers([
      ['x-date', 'today'],
      ['location', '/users/Ada'],
      ['allow-origin', 'https://ada.example'],
    ])
    for (const [, value] of others) expect(value).toMatch(MASKED)
  })

  it('a success is recorded without fingerprints, a refusal as it is', () => {
    expect(recorded(399, { error: 'Ada', rooms: [1, 2, 3, 4, 5, 6, 'x'] })).toEqual({
      error: '…',
      rooms: ['…', '…', '…', '…', '…', '…'],
    })
    expect(recorded(400, { error: 'Ada', of: 'hunter-22' })).toEqual({ error: 'Ada', of: '[redacted]' })
  })
})

it('what is learned on the way is a secret from then on, beside those that were known', () => {
  const redaction = createRedaction(['first-secret'], null)
  expect(redaction.text('first-secret, second-secret')).toBe('[redacted], second-secret')
  redaction.learn(['first-secret', 'second-secret'])
  expect(redaction.text('first-secret, second-secret')).toBe('[redacted], [redacted]')
  redaction.learn([])
  redaction.learn(['third-secret'])
  expect(redaction.show(['first-secret', 'second-secret', 'third-secret'])).toBe(
    '["[redacted]","[redacted]","[redacted]"]',
  )
})

it('a pointer keeps its slashes, whatever the contract determines', () => {
  const { pointer } = createRedaction([], createMask({ fixed: new Set(['rooms']), key: new Uint8Array(32) }))
  expect([pointer('/rooms'), pointer('/rooms/'), pointer('')]).toEqual(['/rooms', '/rooms/', ''])
})
