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
const refused = (value: unknown) => expect(() => routes(value))

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
  ])('are none where a line is no method and path: %s', (line) =>
    refused({ [line]: one }).toThrow(`${line} is not a route`),
  )

  it('may have paths that only look like others', () => {
    expect(routes({ 'GET /...': one, 'GET /.a/..b': one, 'GET /healthzz': one, 'GET /a/~b': one })).toHaveLength(4)
  })

  it('each have their own parameters, which other methods of the same path share', () => {
    refused({ 'GET /{a}/x/{a}': one }).toThrow('GET /{a}/x/{a} has {a} twice')
    expect(routes({ 'GET /{a}/x/{b}': one, 'PUT /{a}/x/{b}': one, 'GET /{a}': one })).toHaveLength(3)
    refused({ 'GET /x': one, 'GET /a/{x}': one, 'GET /a/{y}': one }).toThrow(
      'GET /a/{y} has the path of GET /a/{x}, which is asked instead',
    )
    refused({ 'GET /a/{x}': one, 'PUT /a/{y}': one }).toThrow('PUT /a/{y} has the path of GET /a/{x}')
  })

  it('are refused where something else answers', () => {
    refused({ 'GET /healthz': one }).toThrow('never asked: the mock answers there')
    refused({ 'GET /~qa/x': one }).toThrow('never asked: there, a path names a world')
    refused({ 'POST /rooms/{id}/join': one }).toThrow('the contract has POST /rooms/{code}/join there')
    expect(
      routes({ 'GET /rooms/{id}/join': one, 'POST /rooms/{id}': one, 'POST /rooms/{id}/join/x': one }),
    ).toHaveLength(3)
  })

  it('need a question and an answer', () => {
    refused({ 'GET /a': { answers: {} } }).toThrow('asks')
    refused({ 'GET /a': { asks: 'me' } }).toThrow('answers')
    refused({ 'GET /a': { ...one, more: 1 } }).toThrow('more')
  })
})
