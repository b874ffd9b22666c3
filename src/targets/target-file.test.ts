import { describe, expect, it } from 'vitest'
import { targetFrom, targetOf } from './target-file.ts'
import type { TargetData } from './target-data.ts'

const random = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(7)
const read = (data: object) => {
  const given: TargetData = { url: 'https://chat.example.org/base/', ...data }
  return targetFrom(given, { env: {}, random })
}
const FAULT = expect.objectContaining({ name: 'Fault' })

describe('a target', () => {
  it('has the limits that it names, and none where it says so', () => {
    const limits = { joinVideoConference: { requests: 3, windowMs: 1000 }, joinLivechatRoom: 'none' }
    expect(read({ limits }).target.limits).toEqual({
      joinVideoConference: { requests: 3, windowMs: 1000 },
      joinLivechatRoom: null,
    })
  })

  it('has prefixes for its APIs, an edition and a gate', () => {
    const { target, gate } = read({
      prefixes: { 'meeting-rooms': '/api/v1.0', 'rocket-chat': '/chat' },
      authority: { edition: '2022', gate: 'all' },
    })
    expect([target.prefixes, target.edition, gate]).toEqual([
      { 'meeting-rooms': '/api/v1.0', 'rocket-chat': '/chat' },
      '2022',
      'inferred',
    ])
    expect(read({ authority: { gate: 'document' } }).gate).toBe('document')
  })

  it('is called by its own name, else by its host; its operations may be events', () => {
    const { target } = read({ operations: ['leaveMeetingRoom', 'joinMeetingRoom'] })
    expect([target.name, target.url, target.operations]).toEqual([
      'chat.example.org',
      'https://chat.example.org/base',
      ['leaveMeetingRoom', 'joinMeetingRoom'],
    ])
    expect(read({ name: 'staging', operations: [] }).target).toMatchObject({ name: 'staging', operations: [] })
  })

  it.each([
    { limits: { joinVideoConference: 'some' } },
    { limits: { joinVideoConference: { requests: 0, windowMs: 1 } } },
    { limits: { joinVideoConference: { requests: 1 } } },
    { limits: { joinVideoConference: { windowMs: 1 } } },
    { limits: { leaveMeetingRoom: 'none' } },
    { prefixes: { 'meeting-rooms': 'api' } },
    { prefixes: { 'meeting-rooms': '/api/' } },
    { prefixes: { 'meeting-rooms': '/a/../b' } },
    { prefixes: { 'meeting-rooms': '/a/.' } },
    { prefixes: { others: '/api' } },
    { authority: { edition: '2021' } },
    { authority: { gate: 'none' } },
    { authority: { version: 1 } },
    { situations: {} },
    { more: 1 },
  ])('is refused with %j', (wrong) => {
    expect(() => read(wrong)).toThrow(FAULT)
  })
})

it('a bare URL has the identities that need no secret, and every other role lacks credentials', () => {
  const target = targetOf('http://chat.example.org:80/', { random })
  expect(target).toMatchObject({ name: 'chat.example.org', url: 'http://chat.example.org', edition: 'current' })
  const roles = [...Object.keys(target.identities), ...Object.keys(target.missing)]
  expect(new Set(roles).size).toBe(roles.length)
  expect(Object.keys(target.identities).toSorted()).toEqual(['expired-token', 'guest', 'nobody', 'wrong-token'])
  expect(targetOf('http://a.example', { random, edition: '2022' }).edition).toBe('2022')
})
