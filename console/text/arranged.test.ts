import { describe, expect, it } from 'vitest'
import { arrangedSnippets, requestOf, valuesOf } from './arranged.ts'
import { face, smallest, world } from './testing/shown.ts'

const qa = { ...world, name: 'qa' }
const call = smallest('agent', { path: { code: '$code' }, body: { user: '$agent.userId' } })

describe('what was arranged', () => {
  it('has the values of its situation, and the user ids of those who can call', () => {
    expect(valuesOf({ values: { code: 'abc' } }, world)).toEqual({ 'agent.userId': 'u1', code: 'abc' })
  })

  it('is called with them, as the identity that is to call, in its world', () => {
    const values = { code: 'abc', 'agent.userId': 'u1' }
    expect(requestOf(call, face, values, world)).toMatchObject({
      method: 'POST',
      target: '/rooms/abc/join',
      headers: { 'X-User-Id': 'u1', 'X-Auth-Token': 'secret' },
      body: '{"user":"u1"}',
    })
    expect(requestOf(call, face, values, qa).target).toBe('/~qa/rooms/abc/join')
    const headers = requestOf(smallest('nobody', { path: { code: 'x' } }), face, values, world).headers
    expect(headers).not.toHaveProperty('X-User-Id')
  })

  it('is handed over as programs: in each language over HTTP, with Socket.IO on sockets', () => {
    const where = { world: qa, mock: null }
    const programs = arrangedSnippets(call, face, { code: 'abc', 'agent.userId': 'u1' }, where)
    expect(programs.map(({ name }) => name)).toEqual(['curl', 'PowerShell', 'fetch', 'Python'])
    for (const { text } of programs) expect(text).toContain('/~qa/rooms/abc/join')

    const socketFace = { ...face, way: 'socket' as const, method: null, path: null, event: 'join-room' }
    const onSocket = smallest('member', { body: { code: '$code' } })
    const [program, ...none] = arrangedSnippets(onSocket, socketFace, { code: 'abc' }, where)
    expect([program?.name, none]).toEqual(['Socket.IO', []])
    expect(program?.text).toContain('http://127.0.0.1:4010/~qa')
    expect(program?.text).toContain("'join-room', { code: 'abc' }")
    expect(program?.text).toContain(world.identities['member']?.['Authorization']?.replace('Bearer ', ''))
    const [inDefault] = arrangedSnippets(onSocket, socketFace, { code: 'abc' }, { world, mock: null })
    expect(inDefault?.text).not.toContain('/~')
  })
})
