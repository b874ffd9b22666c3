import { describe, expect, it } from 'vitest'
import { toHarText, type HarCall } from './har-text.ts'

const CALL: HarCall = {
  at: 1_500,
  ms: 2,
  method: 'GET',
  url: 'http://x/a',
  headers: [],
  body: null,
  answer: null,
  comment: '',
  messages: null,
}
const entryOf = (more: Partial<HarCall>) =>
  JSON.parse(toHarText('greenroom log', [{ ...CALL, ...more }])).log.entries[0]

describe('calls as HAR', () => {
  it('name who wrote them, and end with a line', () => {
    const text = toHarText('greenroom log', [])
    expect(JSON.parse(text)).toEqual({
      log: { version: '1.2', creator: { name: 'greenroom log', version: '1' }, entries: [] },
    })
    expect(text.endsWith('}\n')).toBe(true)
  })

  it('have the messages of a WebSocket as Chromium records them, with times in seconds', () => {
    const messages = [
      { way: 'send', data: '40' },
      { way: 'receive', data: '40{}' },
    ] as const
    expect(entryOf({ messages })).toMatchObject({
      _resourceType: 'websocket',
      _webSocketMessages: [
        { type: 'send', time: 1.5, opcode: 1, data: '40' },
        { type: 'receive', time: 1.5, opcode: 1, data: '40{}' },
      ],
    })
    expect(entryOf({})).not.toHaveProperty('_resourceType')
    expect(entryOf({})).not.toHaveProperty('_webSocketMessages')
  })

  it('have the body that was sent, be it an empty one, or none', () => {
    expect(entryOf({ body: '' }).request.postData).toMatchObject({ text: '' })
    expect(entryOf({}).request).not.toHaveProperty('postData')
  })

  it('have the type of a body, whatever the case of its header', () => {
    const answer = { status: 200, headers: [['CONTENT-TYPE', 'text/plain']], body: 'a' } as const
    const entry = entryOf({ headers: [['Content-Type', 'application/json']], body: '{}', answer })
    expect([entry.request.postData.mimeType, entry.response.content.mimeType]).toEqual([
      'application/json',
      'text/plain',
    ])
  })

  it('have all of a query, whatever signs are in it', () => {
    expect(entryOf({ url: 'http://x/a?b=c?d&e=' }).request.queryString).toEqual([
      { name: 'b', value: 'c?d' },
      { name: 'e', value: '' },
    ])
    expect(entryOf({}).request.queryString).toEqual([])
  })

  it('have no active characters, wherever they stood', () => {
    const { comment, request } = entryOf({ comment: 'a\u001b[31mb', headers: [['x', 'c\u202ed']] })
    for (const active of ['\u001b', '\u202e']) expect(`${comment}${request.headers[0].value}`).not.toContain(active)
  })
})
