import { describe, expect, it } from 'vitest'
import { toRoutes } from './dialect-routes.ts'
import { valueOfData } from './yaml-value.ts'

const statuses: [unknown, number, number][] = []
const routes = (value: unknown) =>
  toRoutes(valueOfData(value, 'routes'), {
    statusOf: ({ value: status }, least, most) => {
      statuses.push([status, least, most])
      return Number(status)
    },
    answersOf: ({ value: answers }) => answers,
  })
const one = { asks: 'me', answers: {} }
const refused = (value: unknown, message: string, fix: string) =>
  expect(() => routes(value)).toThrow(expect.objectContaining({ name: 'Fault', message: `routes${message}`, fix }))

describe('the routes of a dialect', () => {
  it('are read in order, each with its method, path, question, status and answer', () => {
    statuses.length = 0
    expect(
      routes({
        'GET /api/rooms/code/{code}': { asks: 'room', answers: '$/room' },
        'PATCH /a.b-c~d_e': { ...one, status: 204 },
      }),
    ).toEqual([
      { method: 'GET', path: '/api/rooms/code/{code}', asks: 'room', status: 200, answers: '$/room' },
      { method: 'PATCH', path: '/a.b-c~d_e', asks: 'me', status: 204, answers: {} },
    ])
    // A success, of any kind.
    expect(statuses).toEqual([[204, 200, 299]])
  })

  it.each([
    'GET',
    '/a',
    'GET /a b',
    'get /a',
    'GET a',
    'GET /',
    'GET /a/',
    'GET /a//b',
    'GET /./a',
    'GET /a/..',
    'GET /a?b',
    'HEAD /a',
  ])('are none where a line is no method and path: %s', (line) =>
    refused(
      { [line]: one },
      `.${line}: ${line} is not a route`,
      'Write a method and a path: GET /api/rooms/code/{code}.',
    ),
  )

  it('may have paths that only look like others', () => {
    expect(routes({ 'GET /...': one, 'GET /.a/..b': one, 'GET /healthzz': one, 'DELETE /a/~b': one })).toHaveLength(4)
  })

  it('each have their own parameters, which other methods of the same path share', () => {
    refused({ 'GET /{a}/x/{a}': one }, '.GET /{a}/x/{a}: GET /{a}/x/{a} has {a} twice', 'Give each its own name.')
    expect(routes({ 'GET /{a}/x/{b}': one, 'PUT /{a}/x/{b}': one, 'GET /{a}': one })).toHaveLength(3)
    refused(
      { 'GET /x': one, 'GET /a/{x}': one, 'GET /a/{y}': one },
      '.GET /a/{y}: GET /a/{y} has the path of GET /a/{x}, which is asked instead',
      'Keep one of them.',
    )
    refused(
      { 'GET /a/{x}': one, 'PUT /a/{y}': one },
      '.PUT /a/{y}: PUT /a/{y} has the path of GET /a/{x}, which is asked instead',
      'Name the parameters of both alike.',
    )
  })

  it('are refused where something else answers', () => {
    const fix = 'Choose another path, or leave it out.'
    const never = (line: string) => `.${line}: ${line} is never asked: `
    refused({ 'GET /healthz': one }, `${never('GET /healthz')}the mock answers there whether it is ready`, fix)
    refused({ 'GET /~qa/x': one }, `${never('GET /~qa/x')}there, a path names a world`, fix)
    refused(
      { 'POST /rooms/{id}/join': one },
      `${never('POST /rooms/{id}/join')}the contract has POST /rooms/{code}/join there`,
      fix,
    )
    expect(
      routes({ 'GET /rooms/{id}/join': one, 'POST /rooms/{id}': one, 'POST /rooms/{id}/join/x': one }),
    ).toHaveLength(3)
    expect(routes({ 'POST /houses/{id}/join': one, 'POST /rooms/{id}/{what}': one })).toHaveLength(2)
  })

  it('need a question and an answer', () => {
    refused({ 'GET /a': { answers: {} } }, '.GET /a: GET /a has no asks', 'Add asks.')
    refused({ 'GET /a': { asks: 'me' } }, '.GET /a: GET /a has no answers', 'Add answers.')
    refused({ 'GET /a': { ...one, more: 1 } }, '.GET /a.more: there is no entry more', 'Known: asks, status, answers.')
  })
})
