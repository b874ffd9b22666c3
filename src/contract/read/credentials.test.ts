import { describe, expect, it } from 'vitest'
import { credentialHeaders } from './credentials.ts'

const part = (value: Record<string, unknown>) => ({ path: ['at'], value })

describe('the headers of credentials', () => {
  const securitySchemes = {
    bearer: { type: 'http', scheme: 'bearer' },
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    id: { type: 'apiKey', in: 'header', name: 'X-Id' },
    grant: { type: 'oauth2', flows: {} },
    login: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com' },
    cookie: { type: 'apiKey', in: 'cookie', name: 'c' },
    certificate: { type: 'mutualTLS' },
  }
  const of = (security: unknown, whole?: unknown) =>
    credentialHeaders(
      part({ components: { securitySchemes }, ...(whole ? { security: whole } : {}) }),
      part({ security }),
    )

  it.each([
    [[{ key: [], id: [] }], ['X-Key', 'X-Id']],
    [[{}, { bearer: [] }, { key: [] }], ['Authorization']],
    [[{ grant: ['read'] }], ['Authorization']],
    [[{ login: [] }, { key: [] }], ['Authorization']],
    [[{ cookie: [] }], []],
    [[{ certificate: [] }], []],
    [[{ unknown: [] }], []],
    [[], []],
    ['no list', []],
  ])('of %j are %j', (security, headers) => {
    expect(of(security)).toEqual(headers)
  })

  it('are those of the whole document, unless the operation says its own', () => {
    expect(of(undefined, [{ bearer: [] }])).toEqual(['Authorization'])
    expect(of([], [{ bearer: [] }])).toEqual([])
  })
})
