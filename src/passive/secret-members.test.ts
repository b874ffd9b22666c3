import { expect, it } from 'vitest'
import { secretMembers, secretParameter } from './secret-members.ts'

const secretsOf = (body: unknown): string[] => secretMembers(JSON.stringify(body))

it('values of all members named like secrets are secrets, also numbers and what is below them', () => {
  expect(
    secretsOf({
      guestName: 'J',
      pin: '48291577',
      pass: 'Ab4cD7777x',
      privateKey: 'Gh3iJ7777x',
      session: 'Yz1aB7777x',
      password: { value: 'Xy7zQ8888x', old: ['correct horse', 4829] },
      secret: 91827364,
    }),
  ).toEqual(['48291577', 'Ab4cD7777x', 'Gh3iJ7777x', 'Yz1aB7777x', 'Xy7zQ8888x', 'correct horse', '4829', '91827364'])
})

it('words, ids, states, times and flags beside secrets are none', () => {
  expect(
    secretsOf({
      session: 'livechat-room-2',
      key: 'Room 404 is locked',
      author: 'Somebody',
      authMethod: 'oauth2',
      keyAlgorithm: 'RS256',
      authorId: 'aB3dE6gH9jK2mN5pQ',
      tokenType: 'Bearer',
      tokenExpires: 3_600_000,
      tokensUsed: 123_456,
      key2: 12_345_678,
      hasPassword: 'true',
      password: true,
      secret: null,
      token: {
        statusCode: 4010,
        userId: 'aB3dE6gH9jK2mN5pQ',
        _id: 'aB3dE6gH9jK2mN5pQ',
        expiresAt: '2026-11-30T00:00:00Z',
      },
      session_start: '2026-11-30T00:00:00Z',
    }),
  ).toEqual([])
  expect(secretParameter('sessionId', 'abcdefgh')).toEqual(['abcdefgh'])
  expect(secretParameter('session_id', 'abcdefgh')).toEqual(['abcdefgh'])
})

it('JSON inside a JSON string, and JSON that was truncated, is read as well', () => {
  const inner = JSON.stringify({ password: 'a "quoted" one', secret: { value: 91827364 } })
  expect(secretsOf([inner])).toEqual(['a "quoted" one', '91827364'])
  expect(secretsOf([JSON.stringify([inner])])).toEqual(['a "quoted" one', '91827364'])
  expect(secretMembers('{"session":{"password":"word-of-passage","more":{"pin":"4829')).toEqual(['word-of-passage'])
})
