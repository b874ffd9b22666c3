import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../world/journal.ts'
import { readExchange, toExchangeText } from './journal-text.ts'

const exchange = (headers: Record<string, string>, asked?: Recorded['asked']): Recorded => ({
  at: 5,
  request: { method: 'GET', target: '/rooms', headers, body: 'b' },
  answer: {
    status: 200,
    body: '{}',
    delayMs: 7,
    about: { outcome: 'joined', operation: 'o', cause: 'c', forced: 'arm' },
  },
  asked,
})
const again = (recorded: Recorded) => readExchange(3, toExchangeText(recorded))

describe('an exchange as text', () => {
  it('is all of it, with the number that it is read by', () => {
    const { asked: _, ...rest } = exchange({ accept: '*/*' })
    expect(again(exchange({ accept: '*/*' }))).toMatchObject({ n: 3, ...rest })
  })

  it('has what its rules said, if any were asked', () => {
    expect(again(exchange({}, [true, false]))?.asked).toEqual([true, false])
    expect(again(exchange({}))?.asked).toBeUndefined()
  })

  it('has no credentials, and of a token only what it claims', () => {
    const headers = {
      authorization: 'bearer  head.eyJ_Ijo-fQ.sign',
      cookie: 'a=b',
      'x-auth-token': 'hush',
      'x-user-id': 'u',
    }
    expect(again(exchange(headers))?.request.headers).toEqual({
      authorization: 'Bearer _.eyJ_Ijo-fQ._',
      cookie: '…',
      'x-auth-token': '…',
      'x-user-id': 'u',
    })
    expect(again(exchange({ authorization: 'Basic a.b.c' }))?.request.headers['authorization']).toBe('…')
  })

  it('repeats no credential of its own headers', () => {
    const headers = { authorization: 'Bearer token-of-mine', referer: 'http://h/?by=token-of-mine' }
    const given = exchange(headers)
    const request = { ...given.request, target: '/rooms/token-of-mine', body: 'token-of-mine' }
    const about = { ...given.answer.about, cause: 'token-of-mine is nobody’s' }
    const answer = { ...given.answer, headers: ['x-echo', 'token-of-mine'], body: '{"a":"token-of-mine"}', about }
    expect(toExchangeText({ ...given, request, answer })).not.toContain('token-of-mine')
  })
})

const REQUEST = '{"method":"GET","target":"/","headers":{},"body":""}'
const ANSWER = '{"status":200,"body":"","about":{}}'

it('what has all that an exchange needs is one', () => {
  expect(readExchange(1, `{"at":1,"request":${REQUEST},"answer":${ANSWER}}`)).toMatchObject({ n: 1, at: 1 })
})

it.each([
  '',
  'x',
  '[]',
  '{}',
  '{"at":1,"request":{},"answer":{"status":200,"body":"","about":{}}}',
  `{"at":1,"request":${REQUEST},"answer":{"status":200,"body":""}}`,
  `{"at":1,"request":${REQUEST},"answer":{"body":"","about":{}}}`,
  '{"at":"1","request":{},"answer":{}}',
  `{"at":1,"request":${REQUEST},"answer":{"status":200,"body":"","about":{}},"held":"yes"}`,
  '{"at":1,"request":{}}',
  '{"at":1,"answer":{}}',
  `{"at":"1","request":${REQUEST},"answer":${ANSWER}}`,
  `{"at":1,"request":${REQUEST.replace('""', '5')},"answer":${ANSWER}}`,
  `{"at":1,"request":${REQUEST.replace('"/"', '5')},"answer":${ANSWER}}`,
  `{"at":1,"request":${REQUEST.replace('"GET"', '5')},"answer":${ANSWER}}`,
  `{"at":1,"request":${REQUEST.replace('{}', '[]')},"answer":${ANSWER}}`,
  `{"at":1,"request":${REQUEST},"answer":${ANSWER.replace('""', '5')}}`,
  `{"at":1,"request":${REQUEST},"answer":${ANSWER.replace('200', '"200"')}}`,
  `{"at":1,"request":${REQUEST},"answer":${ANSWER.replace('{}', '[]')}}`,
])('%j is no exchange', (text) => expect(readExchange(1, text)).toBeUndefined())
