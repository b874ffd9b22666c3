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

it('what is below a member is looked for twenty levels deep', () => {
  const below = (levels: number): unknown =>
    Array.from({ length: levels }).reduce((inner: unknown) => [inner], 'correct horse')
  expect([secretsOf({ secret: below(20) }), secretsOf({ secret: below(21) })]).toEqual([['correct horse'], []])
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

const named = (names: string, value: string): string[] =>
  names.split(' ').filter((name) => secretParameter(name, value).length > 0)

it('each of these names says for sure that its value is a secret, even a word', () => {
  const sure =
    'token accessToken clientSecret password passwd passphrase passcode pass userPass pwd dbPwd jwt credential ' +
    'credentials apiKey api_key api-key apikey privateKey private_key accessKey access-key sessionId session_id ' +
    'sessionid csrf csrfValue 2fa pin PIN sig'
  expect(named(sure, 'abcdefgh')).toEqual(sure.split(' '))
  expect(named('bypass compass spin pinned signal design key auth session pas', 'abcdefgh')).toEqual([])
})

it('what belongs to a secret is one only if it looks like one', () => {
  const parts =
    'token_status_code token_error_code tokenStatus tokenState tokenType tokenKind tokenName tokenMethod tokenProvider ' +
    'tokenScheme tokenAlg tokenAlgorithm tokenVersion tokenRole tokenScope tokenUrl tokenUri tokenDate tokenTime ' +
    'tokenExpires tokenExpiry tokenTtl tokenAge tokenLength tokenCount tokenSize tokenMin tokenMax tokenLimit tokenUsed ' +
    'tokenId tokenIds token_id token_ids token_at token_in token_on tokenAt tokenIn tokenOn'
  expect(named(parts, 'abcdefgh')).toEqual([])
  expect(named(parts, 'aB3dE6gH9jK2mN5pQ')).toEqual(parts.split(' '))
})

it('what may be a secret is one if it has digits, and is no sentence, word, date or address', () => {
  const isOne = (value: string): boolean => secretParameter('session', value).length > 0
  expect(['aB3dE6gH9jK2', '9f8e7d6c5b', '1234', 'abc1234'].filter((value) => !isOne(value))).toEqual([])
  const others = [
    'abcdefgh',
    'error-404',
    'RS256',
    'v1.2.3',
    'room_404',
    'chat:12',
    'rooms/7',
    '123',
    'abc123',
    'aB3 dE6gH',
    '2026-11-30T00:00:00Z',
    'https://a.example/b3dE6gH9',
  ]
  expect(others.filter(isOne)).toEqual([])
})

it('what is longer than four thousand characters is a file, and no secret', () => {
  const lengths = [4000, 4001].filter((length) => secretParameter('token', 'x'.repeat(length)).length > 0)
  expect(lengths).toEqual([4000])
})

it.each(['true', 'false', 'null', 'none', 'undefined', 'TRUE', 'None'])('%s is a flag, and no secret', (value) => {
  expect(secretParameter('token', value)).toEqual([])
  expect(secretParameter('token', `${value}s`)).toEqual([`${value}s`])
})

it('numbers are secrets where their name is sure, and of a list of many fifty are', () => {
  expect(secretsOf({ session: { a: 91827364 }, token: 91827365, jwt: 1.5 })).toEqual(['91827365'])
  const token = Array.from({ length: 60 }, (_, nth) => `word-${nth}`)
  expect(secretsOf({ token })).toEqual(token.slice(0, 50))
})
