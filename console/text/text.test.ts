import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { familyOf } from './family.ts'
import { identityOf, toReplay } from './replay.ts'
import { snippetsOf } from './snippets.ts'
import { entry, face, world } from './testing/shown.ts'
import { spanText } from './times.ts'
import { pathValues } from './yaml.ts'

const place = { mock: null, world, faces: [face] }

describe('a call to repeat', () => {
  it('has the credentials of the identity that made it, and no headers that a client adds by itself', () => {
    expect(identityOf(entry, world)).toBe('member')
    expect(toReplay(entry, world).headers).toEqual({
      Authorization: world.identities['member']?.['Authorization'],
      'Content-Type': 'application/json',
    })
  })

  it('of someone whom the seed does not know has a variable in place of the credential', () => {
    const stranger = { ...entry, caller: 'nobody' }
    expect(identityOf(stranger, world)).toBeNull()
    expect(toReplay(stranger, world).headers['Authorization']).toEqual([{ env: 'AUTHORIZATION' }])
  })

  it('names its world in the path', () => {
    expect(toReplay({ ...entry, world: 'qa' }, world).target).toBe('/~qa/rooms/abc-def-ghi/join')
    expect(toReplay({ ...entry, world: 'qa', target: '/~qa/x' }, world).target).toBe('/~qa/x')
  })

  it('is written as a step and as a case that YAML reads', () => {
    const texts = new Map(snippetsOf(entry, place).map(({ name, text }) => [name, text]))
    expect([...texts.keys()]).toEqual(['curl', 'PowerShell', 'fetch', 'Python', 'Playwright', 'Scenario step', 'Case'])
    const request = { path: { code: 'abc-def-ghi' }, body: { a: 'on' } }
    expect(load(texts.get('Scenario step') ?? '')).toEqual([
      { at: '5s', by: 'm1', call: 'joinMeetingRoom', as: 'member', request, expect: 'joined-as-user' },
    ])
    expect(load(texts.get('Case') ?? '')).toEqual([
      { expect: 'joined-as-user', name: 'as-seen', as: 'member', request },
    ])
  })

  it('on a socket is a program, with the token of who called, in its world', () => {
    const event = { ...entry, method: 'EVENT', target: 'join-room', request: { headers: {}, body: '{"code":"a"}' } }
    const text = (more: object): string => snippetsOf({ ...event, ...more }, place)[0]?.text ?? ''
    const token = world.identities['member']?.['Authorization']?.replace('Bearer ', '') ?? 'none'
    expect(text({})).toContain(`token: '${token}'`)
    expect(text({ request: { headers: {}, body: '"no object"' } })).not.toContain('no object')
    expect(text({ caller: null })).not.toContain(token)
    expect([text({}).includes('/~'), text({ world: 'qa' }).includes('http://127.0.0.1:4010/~qa')]).toEqual([
      false,
      true,
    ])
    expect(text({ method: 'CONNECT', target: '/' })).not.toContain('emitWithAck(')
  })

  it('has a face of its own way', () => {
    const onSocket = { ...face, way: 'socket' as const, method: null, path: null, event: 'join-room' }
    const names = (faces: (typeof face)[]) => snippetsOf(entry, { ...place, faces }).map(({ name }) => name)
    expect(names([onSocket, face])).toContain('Playwright')
    const broken = snippetsOf({ ...entry, status: null }, place).map(({ name }) => name)
    expect(broken).not.toContain('Playwright')
    const undocumented = snippetsOf({ ...entry, outcome: null }, place).map(({ name }) => name)
    expect(undocumented).toEqual(['curl', 'PowerShell', 'fetch', 'Python'])
    expect(names([onSocket])).toEqual(['curl', 'PowerShell', 'fetch', 'Python'])
  })

  it('on a socket is a program', () => {
    const event = { ...entry, method: 'EVENT', target: 'join-room', request: { headers: {}, body: '{"code":"a"}' } }
    expect(snippetsOf(event, place)[0]).toMatchObject({
      name: 'Socket.IO',
      text: expect.stringContaining("'join-room'"),
    })
  })
})

it('small texts', () => {
  expect([200, 400, 401, 403, 404, 409, 410, 429, 500, null].map(familyOf)).toEqual([
    'done',
    'request',
    'who',
    'may',
    'state',
    'state',
    'state',
    'slow',
    'server',
    'none',
  ])
  expect([spanText(5000), spanText(65_000), spanText(120_000), spanText(1500)]).toEqual([
    '5 s',
    '1 min 5 s',
    '2 min',
    '1.5 s',
  ])
  expect([spanText(59_949), spanText(59_960), spanText(119_999), spanText(0)]).toEqual([
    '59.9 s',
    '1 min',
    '2 min',
    '0 s',
  ])
  expect(pathValues('/rooms/{code}/join', '/rooms/abc/join')).toEqual({ code: 'abc' })
  expect(pathValues('/rooms/{code}/join', '/elsewhere')).toEqual({})
})
