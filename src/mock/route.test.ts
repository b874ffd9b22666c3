import { describe, expect, it } from 'vitest'
import { currentFace } from '../verify/testing/answers.ts'
import { createRouter, nearest } from './route.ts'

describe('a router', () => {
  const face = currentFace('joinMeetingRoom')
  const faces = [
    face,
    { ...face, method: 'GET' as const },
    { ...face, path: '/a.b/c' },
    { ...face, path: '/x/{one}/y/{two}' },
    { ...face, path: '/v1.0(a)/{one}' },
    { ...face, path: '/x/*+?^$|[a]/{one}' },
  ]
  const route = createRouter(faces)

  it('takes paths to the letter, and reads what stands for their parameters', () => {
    expect([...(route('/rooms/a%20b/join')?.faces.keys() ?? [])].toSorted()).toEqual(['GET', 'POST'])
    expect(route('/rooms/a%20b/join')?.params).toEqual({ code: 'a b' })
    expect(route('/x/1/y/%zz')?.params).toEqual({ one: '1', two: '%zz' })
    for (const path of ['/rooms//join', '/rooms/a/join/', '/Rooms/a/join', '/rooms/a/b/join', '/axb/c', '/a.b/c/', ''])
      expect(route(path)).toBeUndefined()
    expect(route('/a.b/c')?.params).toEqual({})
    expect([route('/v1.0(a)/b')?.params, route('/v1x0(a)/b'), route('/v1.0a/b')]).toEqual([
      { one: 'b' },
      undefined,
      undefined,
    ])
    expect(route('/x/*+?^$|[a]/b')?.params).toEqual({ one: 'b' })
  })

  it('takes a path without parameters before one that could stand for it', () => {
    const both = createRouter(['/rooms/{code}', '/rooms/own'].map((path) => ({ ...face, path })))
    expect([both('/rooms/own')?.params, both('/rooms/other')?.params]).toEqual([{}, { code: 'other' }])
  })

  it('knows what was probably meant, by path before method', () => {
    expect(nearest(faces, 'GET', '/room/a/join')).toMatchObject({ method: 'GET', path: face.path })
    expect(nearest(faces, 'DELETE', '/a.b/d')?.path).toBe('/a.b/c')
    expect(nearest([], 'GET', '/')).toBeUndefined()
  })
})
