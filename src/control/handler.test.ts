import { expect, it } from 'vitest'
import { json, unavailable, wrongInput } from './handler.ts'

it('an answer of the control plane is JSON of one line', () => {
  expect(json({ a: [1] }, 201)).toEqual({
    status: 201,
    headers: ['Content-Type', 'application/json', 'Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff'],
    body: '{"a":[1]}\n',
    about: { outcome: null, operation: null, cause: 'control plane', forced: null },
  })
  expect(json({}).status).toBe(200)
})

it('a wrong request is told where it is wrong, and what was expected', () => {
  const said = ({ status, body }: ReturnType<typeof wrongInput>) => [status, JSON.parse(body)]
  expect(said(wrongInput('/name', 'must be a text'))).toEqual([
    400,
    {
      title: 'Bad request',
      status: 400,
      detail: '/name must be a text.',
      pointer: '/name',
      expected: 'must be a text',
    },
  ])
  expect(said(wrongInput('', 'must be JSON', 'Invalid snapshot'))).toEqual([
    400,
    {
      title: 'Invalid snapshot',
      status: 400,
      detail: 'The request must be JSON.',
      pointer: '',
      expected: 'must be JSON',
    },
  ])
})

it('what is unavailable is a problem with its status', () => {
  const { status, body } = unavailable(409, 'Taken', 'It is taken.')
  expect([status, JSON.parse(body)]).toEqual([409, { title: 'Taken', status: 409, detail: 'It is taken.' }])
})
