import { describe, expect, it } from 'vitest'
import { createGate } from './gate.ts'

const gate = createGate(['https://app.example.org'])
const judged = (...rawHeaders: string[]): number | null => gate({ url: '/rooms', rawHeaders })?.status ?? null

describe('the gate of a watch', () => {
  it.each(['127.0.0.1:4020', 'localhost', 'LOCALHOST:4020', '[::1]:4020', 'app.localhost:4020', 'localhost.'])(
    'lets %s pass',
    (host) => {
      expect(judged('Host', host)).toBeNull()
    },
  )

  it.each([
    ['evil.example', 403],
    ['127.0.0.1.example.org', 403],
    ['192.168.0.1', 403],
    ['evil.example@127.0.0.1', 400],
    ['127.0.0.1/evil', 400],
    ['127.0.0.1?evil', 400],
    ['127.0.0.1#evil', 400],
    ['', 400],
  ])('refuses the host %j with %d', (host, status) => {
    expect(judged('Host', host)).toBe(status)
  })

  it.each(['http://localhost:5173', 'http://127.0.0.1:4020', 'https://app.localhost', 'https://app.example.org'])(
    'lets pages of %s pass',
    (origin) => {
      expect(judged('Host', 'localhost', 'Origin', origin)).toBeNull()
    },
  )

  it('refuses an empty origin with 403, and says that it is empty', () => {
    expect(gate({ url: '/', rawHeaders: ['Host', 'localhost', 'Origin', ''] })).toEqual({
      status: 403,
      title: 'Foreign origin',
      detail: 'The Origin header is empty. Leave it out, or send the origin of a page.',
    })
  })

  it.each(['https://evil.example', 'null', 'http://127.0.0.1@evil.example', 'https://app.example.org:444'])(
    'refuses pages of %j with 403, and says how to allow them',
    (origin) => {
      const refused = gate({ url: '/', rawHeaders: ['Host', 'localhost', 'Origin', origin] })
      expect(refused).toEqual({
        status: 403,
        title: 'Foreign origin',
        detail: `Pages of ${origin} may not call this server. Start it with --cors-origin ${origin} to allow them.`,
      })
    },
  )

  it('refuses a page that reaches it by a name of its own', () => {
    expect(judged('Host', 'evil.example:4020', 'Origin', 'http://evil.example:4020')).toBe(403)
  })

  it('lets what a page only shows pass: an image has no origin', () => {
    expect(judged('Host', '127.0.0.1', 'Sec-Fetch-Site', 'cross-site')).toBeNull()
  })

  it.each(['Host', 'Origin'])('refuses a second %s as the mistake of its client', (name) => {
    expect(judged('Host', 'localhost', 'Origin', 'http://localhost', name, 'http://localhost')).toBe(400)
  })

  it('takes paths alone', () => {
    expect(gate({ url: 'http://evil.example/', rawHeaders: ['Host', 'localhost'] })?.status).toBe(400)
  })
})
