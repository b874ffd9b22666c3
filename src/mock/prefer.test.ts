import { describe, expect, it } from 'vitest'
import type { Arm } from '../domain/state.ts'
import { currentFace } from '../verify/testing/answers.ts'
import { accepts, toRanges } from './accept.ts'
import { afterUse, armFor } from './armed.ts'
import { chooseWorld } from './choose-world.ts'
import { appliedText, readPreference, withoutPreferences } from './prefer.ts'
import { createRenderer } from './render.ts'
import { createRouter, nearest } from './route.ts'

describe('a media type', () => {
  it.each<[string | undefined, boolean]>([
    [undefined, true],
    [' ', true],
    ['*/*', true],
    ['application/*', true],
    ['APPLICATION/JSON', true],
    ['text/html, application/json;q=0.1', true],
    ['application/json;q=0', false],
    ['*/*;q=1, application/json;q=0', false],
    ['application/*;q=0, */*', false],
    ['application/json;q=0.5, application/*;q=0', true],
    ['text/*', false],
    ['text/html', false],
  ])('of JSON is taken by %j: %s', (accept, taken) => {
    expect(accepts(accept, 'application/json; charset=utf-8')).toBe(taken)
  })

  it('weighs 1 unless it says otherwise', () => {
    expect(toRanges('A/b; x=y ;q=0.3,c/*')).toEqual([
      { name: 'a/b', weight: 0.3 },
      { name: 'c/*', weight: 1 },
    ])
  })
})

describe('a preference', () => {
  it.each<[string | undefined, string, unknown]>([
    ['code=404', '', { code: '404', example: null }],
    ['Code = 404 ; x=1, example="room-full"', '', { code: '404', example: 'room-full' }],
    ['status=500, code=404', '', { code: '404', example: null }],
    ['statusCode=500', '', { code: '500', example: null }],
    ['code=1, code=2', '', { code: '1', example: null }],
    ['example=a=b', '', { code: null, example: 'a=b' }],
    ['respond-async', '__code=404', null],
    [undefined, '', null],
    [undefined, 'code=404', null],
    [undefined, 'a=b&__code=404&__example=x', { code: '404', example: 'x' }],
    [undefined, '__CODE=1&__code=2', { code: '1', example: null }],
    [undefined, '__other=1', null],
  ])('by the header %j and the query %j is %j', (header, query, preference) => {
    expect(readPreference(header, query)).toEqual(preference)
  })

  it('is never a parameter, and nothing else is left out', () => {
    expect(withoutPreferences('a=__code&__code=1&b=2&__dynamic&__EXAMPLE=x&__codex=1&__seed=')).toBe(
      'a=__code&b=2&__codex=1',
    )
    expect(withoutPreferences('a=1&&b')).toBe('a=1&&b')
  })

  it('is told as it was met', () => {
    expect([appliedText({ code: '404', example: 'a' }), appliedText({ code: null, example: 'a' })]).toEqual([
      'code=404, example=a',
      'example=a',
    ])
  })
})

describe('of what is armed', () => {
  const face = currentFace('joinMeetingRoom')
  const arm = (id: string, more: Partial<Arm> = {}): Arm => ({
    id,
    operation: null,
    times: null,
    latencyMs: 0,
    answer: { kind: 'reset' },
    ...more,
  })
  const outcome = (name: string): Partial<Arm> => ({ answer: { kind: 'outcome', outcome: name } })
  const first = (...arms: Arm[]): string | undefined => armFor(arms, face)?.id

  it('the first that is counted answers, else the latest of the others', () => {
    expect(first()).toBeUndefined()
    expect(first(arm('a'), arm('b'))).toBe('b')
    expect(first(arm('a'), arm('b', { times: 2 }), arm('c', { times: 1 }), arm('d'))).toBe('b')
  })

  it('one of another operation, or with an outcome that only another face has, waits', () => {
    expect(first(arm('a', { operation: face.operation }), arm('b', { operation: 'joinLivechatRoom' }))).toBe('a')
    expect(first(arm('a', outcome('room-full')), arm('b', outcome('no-such-outcome')))).toBe('a')
    expect(first(arm('b', { operation: 'joinLivechatRoom', times: 1 }))).toBeUndefined()
  })

  it('one is left once less often, gone after its last, and one that is not counted stays', () => {
    const [standing, twice, once] = [arm('s'), arm('t', { times: 2 }), arm('o', { times: 1 })]
    const all = [standing, twice, once]
    expect(afterUse(all, standing)).toBe(all)
    expect(afterUse(all, twice).map(({ id, times }) => [id, times])).toEqual([
      ['s', null],
      ['t', 1],
      ['o', 1],
    ])
    expect(afterUse(all, once)).toEqual([standing, twice])
  })
})

describe('the world of a request', () => {
  it.each<[Record<string, string>, string, string | null, string]>([
    [{}, '/rooms', null, '/rooms'],
    [{}, '/~Checkout/rooms/a', 'checkout', '/rooms/a'],
    [{}, '/%7echeckout', 'checkout', '/'],
    [{}, '/%7Echeckout/', 'checkout', '/'],
    [{}, '/%2Fa', null, '/%2Fa'],
    [{}, '/a/~b', null, '/a/~b'],
    [{ host: 'one.localhost:4010' }, '/rooms', 'one', '/rooms'],
    [{ host: 'one.localhost' }, '/~two/rooms', 'two', '/rooms'],
    [{ host: 'one.localhost', 'x-greenroom-world': 'three' }, '/~two/rooms', 'three', '/rooms'],
    [{ host: 'localhost:4010' }, '/', null, '/'],
    [{ host: 'a.b.localhost' }, '/', null, '/'],
    [{ host: 'one.localhost.example.org' }, '/', null, '/'],
  ])('with %j at %s is %s', (headers, path, world, rest) => {
    expect(chooseWorld(headers, path)).toMatchObject({ world, path: rest })
  })

  it.each<[Record<string, string>, string]>([
    [{}, '/~'],
    [{}, '/~/rooms'],
    [{}, '/~a_b/rooms'],
    [{ 'x-greenroom-world': '' }, '/'],
    [{ 'x-greenroom-world': 'a b' }, '/~good/'],
    [{ host: '-a.localhost' }, '/'],
  ])('with %j at %s is none that could be', (headers, path) => {
    expect(chooseWorld(headers, path)).toMatchObject({ problem: { status: 400 } })
  })
})

describe('a router', () => {
  const face = currentFace('joinMeetingRoom')
  const faces = [
    face,
    { ...face, method: 'GET' as const },
    { ...face, path: '/a.b/c' },
    { ...face, path: '/x/{one}/y/{two}' },
  ]
  const route = createRouter(faces)

  it('takes paths to the letter, and reads what stands for their parameters', () => {
    expect([...(route('/rooms/a%20b/join')?.faces.keys() ?? [])].toSorted()).toEqual(['GET', 'POST'])
    expect(route('/rooms/a%20b/join')?.params).toEqual({ code: 'a b' })
    expect(route('/x/1/y/%zz')?.params).toEqual({ one: '1', two: '%zz' })
    for (const path of ['/rooms//join', '/rooms/a/join/', '/Rooms/a/join', '/rooms/a/b/join', '/axb/c', '/a.b/c/', ''])
      expect(route(path)).toBeUndefined()
    expect(route('/a.b/c')?.params).toEqual({})
  })

  it('knows what was probably meant, by path before method', () => {
    expect(nearest(faces, 'GET', '/room/a/join')).toMatchObject({ method: 'GET', path: face.path })
    expect(nearest(faces, 'DELETE', '/a.b/d')?.path).toBe('/a.b/c')
    expect(nearest([], 'GET', '/')).toBeUndefined()
  })
})

describe('a renderer', () => {
  const template = ['{"a":', { value: 'a', as: 'json' }, ',"t":"', { value: 't', as: 'text' }, '"}'] as const

  it('writes values as JSON, and within a text escaped', () => {
    const render = createRenderer()
    expect(JSON.parse(render(template, { a: [1, { b: null }], t: 'say "hi"\n\\' }))).toEqual({
      a: [1, { b: null }],
      t: 'say "hi"\n\\',
    })
    expect(render(template, { a: undefined ?? null, t: 5 })).toBe('{"a":null,"t":"5"}')
    expect(render('constant', {})).toBe('constant')
  })

  it('answers the same again as the same text, and anew where one value differs', () => {
    const [render, list] = [createRenderer(), [{ b: 1 }]]
    expect(render(template, { a: list, t: 'x' })).toBe('{"a":[{"b":1}],"t":"x"}')
    expect(render(template, { a: list, t: 'y' })).toBe('{"a":[{"b":1}],"t":"y"}')
    expect(render(template, { a: [{ b: 2 }], t: 'y' })).toBe('{"a":[{"b":2}],"t":"y"}')
    expect(render(template, { a: list, t: 'x' })).toBe('{"a":[{"b":1}],"t":"x"}')
  })
})
