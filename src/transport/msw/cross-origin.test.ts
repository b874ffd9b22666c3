import { describe, expect, it } from 'vitest'
import { toAnyOrigin } from './cross-origin.ts'

const request = (headers: Record<string, string>, method = 'POST') =>
  new Request('http://app.test/', { method, headers })
const answering = async () => new Response('answer', { headers: { vary: 'Accept' } })

describe('an answer', () => {
  it('may be read by the origin that asked', async () => {
    const { headers } = await toAnyOrigin(request({ origin: 'http://page.test' }), answering)
    expect(headers.get('access-control-allow-origin')).toBe('http://page.test')
    expect(headers.get('access-control-allow-credentials')).toBe('true')
    expect(headers.get('vary')).toBe('Accept, Origin')
  })

  it('says so in place of what the contract says of that', async () => {
    const own = async () => new Response('', { headers: { 'access-control-allow-origin': '*' } })
    const { headers } = await toAnyOrigin(request({ origin: 'http://page.test' }), own)
    expect(headers.get('access-control-allow-origin')).toBe('http://page.test')
  })

  it('is left as it is where no origin asks, and where there is none', async () => {
    expect([...(await toAnyOrigin(request({}), answering)).headers.keys()]).toEqual(['content-type', 'vary'])
    expect(await toAnyOrigin(request({ origin: 'http://page.test' }), async () => undefined)).toBeUndefined()
    const broken = await toAnyOrigin(request({ origin: 'http://page.test' }), async () => Response.error())
    expect(broken.type).toBe('error')
  })

  it('to a preflight allows what it asks, and is none of the mock', async () => {
    const asking = {
      origin: 'http://page.test',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-a',
    }
    const never = async (): Promise<Response> => expect.unreachable()
    const answer = await toAnyOrigin(request(asking, 'OPTIONS'), never)
    expect([answer.status, answer.headers.get('access-control-allow-headers')]).toEqual([204, 'x-a'])
    const { origin, ...without } = asking
    expect((await toAnyOrigin(request({ origin }, 'OPTIONS'), answering)).status).toBe(200)
    expect((await toAnyOrigin(request(without, 'OPTIONS'), answering)).status).toBe(200)
  })
})
