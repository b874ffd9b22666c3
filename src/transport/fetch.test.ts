import { describe, expect, it } from 'vitest'
import { createMock } from '../in-process.ts'

const url = 'http://localhost/api/v1/video-conference.join'

describe('handle(Request) answers without a body', () => {
  it('OPTIONS', async () => {
    const answer = await createMock().handle(new Request(url, { method: 'OPTIONS' }))
    expect([answer.status, answer.body]).toEqual([204, null])
    expect(answer.headers.get('allow')).toBe('POST, OPTIONS')
  })

  it('HEAD', async () => {
    const answer = await createMock().handle(new Request('http://localhost/', { method: 'HEAD' }))
    expect([answer.status, answer.body]).toEqual([200, null])
  })
})
