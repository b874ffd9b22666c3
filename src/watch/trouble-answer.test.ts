import { describe, expect, it } from 'vitest'
import { failureOf, foreignHost, noAnswer, problemText, rawProblem } from './trouble-answer.ts'

const failed = (code: string): Error => Object.assign(new Error('it failed'), { code })

describe('what a target did in place of an answer', () => {
  it.each([
    ['ECONNREFUSED', 'could not be reached (ECONNREFUSED)'],
    ['ENOTFOUND', 'could not be reached (ENOTFOUND)'],
    ['EMFILE', 'could not be reached (EMFILE)'],
    ['ECONNRESET', 'ended the connection before it answered (ECONNRESET)'],
    ['HPE_INVALID_CONSTANT', 'answered with something unreadable (HPE_INVALID_CONSTANT)'],
    ['UND_ERR_HEADERS_OVERFLOW', 'answered with something unreadable (UND_ERR_HEADERS_OVERFLOW)'],
  ])('after %s: %s', (code, said) => expect(failureOf(failed(code))).toBe(said))

  it('is named by the error where it has no code', () =>
    expect(failureOf(new RangeError('long'))).toBe('answered with something unreadable (RangeError)'))

  it('is named by the error where its code is no text', () =>
    expect(failureOf(Object.assign(new RangeError('long'), { code: 5 }))).toBe(
      'answered with something unreadable (RangeError)',
    ))
})

it('a 502 names the target, what it did, and what to check', () => {
  expect(noAnswer('http://a.example', failed('ECONNREFUSED'))).toEqual({
    status: 502,
    title: 'The target did not answer',
    detail:
      'greenroom watch passes calls on to http://a.example, which could not be reached (ECONNREFUSED). Check that it runs, and what stands in front of it.',
  })
})

it('a foreign host is named, and the names that may be used', () => {
  expect(foreignHost('evil"host')).toEqual({
    status: 403,
    title: 'Forbidden host',
    detail:
      'greenroom watch listens for this machine alone, and "evil\\"host" is another name. Call it as 127.0.0.1 or localhost.',
  })
})

it('an answer is a problem as JSON, also as bytes of HTTP with its length', () => {
  const answer = { status: 403, title: 'Schön', detail: 'why' }
  const body = '{"type":"about:blank","title":"Schön","status":403,"detail":"why"}'
  expect(problemText(answer)).toBe(body)
  expect(rawProblem(answer)).toBe(
    `HTTP/1.1 403 Forbidden\r\nContent-Type: application/problem+json\r\nContent-Length: ${body.length + 1}\r\nConnection: close\r\n\r\n${body}`,
  )
})
