import { describe, expect, it } from 'vitest'
import { eraOf } from './revision.ts'

const meta = (members: object): Record<string, unknown> => ({ _meta: members })

describe('a request is of', () => {
  it('the newer revision if it states it, and what its client can', () => {
    const stated = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': {},
    }
    expect(eraOf(meta(stated))).toEqual({ name: 'stateless' })
    expect(eraOf(meta({ 'io.modelcontextprotocol/protocolVersion': '2026-07-28' }))).toMatchObject({
      error: {
        code: -32602,
        message: 'The member io.modelcontextprotocol/clientCapabilities of _meta is missing, or of another type.',
      },
    })
  })

  it('the older one if it states none', () => {
    for (const params of [{}, meta({}), { _meta: null }, meta({ progressToken: 1 })])
      expect(eraOf(params)).toEqual({ name: 'withHandshake' })
  })

  it('no revision that is spoken, which is told with the one that is', () => {
    expect(eraOf(meta({ 'io.modelcontextprotocol/protocolVersion': '1900-01-01' }))).toEqual({
      error: {
        code: -32022,
        message: 'Unsupported protocol version',
        data: { supported: ['2026-07-28'], requested: '1900-01-01' },
      },
    })
    expect(eraOf(meta({ 'io.modelcontextprotocol/protocolVersion': 3 }))).toEqual({
      error: {
        code: -32602,
        message: 'The member io.modelcontextprotocol/protocolVersion of _meta is missing, or of another type.',
      },
    })
  })
})
