import { expect, it } from 'vitest'
import { prismProblem, reasonsText } from './prism-problem.ts'

it('what is wrong is said with its place, of the first five', () => {
  const reasons = [1, 2, 3, 4, 5, 6, 7].map((at) => ({ message: `wrong ${at}`, path: ['body', 'a/b', at] }))
  expect(reasonsText(reasons.slice(0, 2))).toBe('wrong 1 (/body/a~1b/1); wrong 2 (/body/a~1b/2)')
  expect(reasonsText(reasons)).toMatch(/; wrong 5 \(\/body\/a~1b\/5\); and 2 more$/)
  expect(reasonsText(reasons.slice(0, 6))).toMatch(/; wrong 5 \(\/body\/a~1b\/5\); and 1 more$/)
  expect(reasonsText(reasons.slice(0, 5))).toMatch(/; wrong 5 \(\/body\/a~1b\/5\)$/)
  expect(reasonsText([{ message: 'no', path: ['a~b'] }])).toBe('no (/a~0b)')
  expect(reasonsText([{ message: 'all of it' }])).toBe('all of it')
})

it('an error of Prism is a problem, with all that it tells', () => {
  const error = Object.assign(new Error('Invalid request'), {
    status: 422,
    detail: 'It is not valid.',
    additional: { validation: [{ location: ['query', 'count'], message: 'count must be integer' }] },
  })
  const answer = prismProblem(error)
  expect(JSON.parse(answer.body)).toEqual({
    title: 'Invalid request',
    status: 422,
    detail: 'count must be integer (/query/count). It is not valid.',
  })
  expect(prismProblem(Object.assign(new Error('silent'), { detail: '' }))).toMatchObject({ about: { cause: 'silent' } })
  expect(prismProblem(new Error('broken'))).toMatchObject({ status: 500, about: { cause: 'broken' } })
})
