import { describe, expect, it } from 'vitest'
import { caseResult, reportOf } from '../../../tests/support/sample-report.ts'
import type { Evidence } from '../../verify/model/result.ts'
import { toHar } from './har.ts'

const entriesOf = (...reports: Parameters<typeof toHar>[0]) => JSON.parse(toHar(reports)).log.entries
function exchange(more: Partial<Evidence> = {}): Evidence {
  const [first] = caseResult().exchanges
  if (!first) throw new Error('there is no exchange')
  return { ...first, ...more }
}
const entryOf = (more: Partial<Evidence>) => entriesOf(reportOf([caseResult({ exchanges: [exchange(more)] })]))[0]

describe('the calls of a run as a HAR', () => {
  it('have their request and answer, and say what was expected', () => {
    expect(entryOf({})).toEqual({
      startedDateTime: '2026-11-28T03:17:00.000Z',
      time: 11.6,
      request: {
        method: 'POST',
        url: 'https://staging.example.org/rooms/abc-def-ghi/join',
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: [{ name: 'content-type', value: 'application/json' }],
        queryString: [],
        postData: { mimeType: 'application/json', text: '{"name":"Rosa"}' },
        headersSize: -1,
        bodySize: -1,
      },
      response: {
        status: 403,
        statusText: '',
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: [{ name: 'content-type', value: 'application/json' }],
        content: { size: 17, mimeType: 'application/json', text: '{"success":false}' },
        redirectURL: '',
        headersSize: -1,
        bodySize: -1,
      },
      cache: {},
      timings: { send: 0, wait: 11.6, receive: 0 },
      comment: 'joinMeetingRoom/room-full (current): held; expected joinMeetingRoom/room-full',
    })
  })

  it('have the parameters of their query, also with question marks in them', () => {
    expect(entryOf({ target: '/x?a=1&b=why?' }).request.queryString).toEqual([
      { name: 'a', value: '1' },
      { name: 'b', value: 'why?' },
    ])
  })

  it('may lack a body, a type, and an answer', () => {
    const { request, response, time } = entryOf({ body: null, headers: {}, answer: null })
    expect(request.postData).toBeUndefined()
    expect([time, response.status, response.content]).toEqual([0, 0, { size: 0, mimeType: '', text: '' }])
    expect(entryOf({ headers: {} }).request.postData.mimeType).toBe('')
    expect(entryOf({ headers: { 'Content-Type': 'text/plain' } }).request.postData.mimeType).toBe('text/plain')
  })

  it('have their size in bytes', () => {
    const answer = { status: 200, headers: [], body: 'é', ms: 1 }
    expect(entryOf({ answer }).response.content.size).toBe(2)
  })

  it('are those over HTTP alone, in order, a millisecond after each other in each run', () => {
    const two = caseResult({ exchanges: [exchange({ target: '/1' }), exchange({ target: '/2' })] })
    const entries = entriesOf(reportOf([caseResult({ transport: 'polling' }), two]), reportOf([two], { startedAt: 0 }))
    expect(
      entries.map(({ request, startedDateTime }: { request: { url: string }; startedDateTime: string }) => [
        request.url.slice(-2),
        startedDateTime.slice(-6),
      ]),
    ).toEqual([
      ['/1', '0.000Z'],
      ['/2', '0.001Z'],
      ['/1', '0.000Z'],
      ['/2', '0.001Z'],
    ])
  })
})
