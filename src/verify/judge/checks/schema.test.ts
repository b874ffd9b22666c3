import { expect, it } from 'vitest'
import { answer, exampleOf, withMembers } from '../../testing/answers.ts'
import { checkSchema } from './schema.ts'

const HOST = 'joinMeetingRoom/joined-as-host'
const found = (body: string, status?: number) =>
  checkSchema(answer(HOST, { body, ...(status === undefined ? {} : { status }) }))

it('a documented body fits its schema, with any members besides', () => {
  expect(found(exampleOf(HOST))).toEqual([])
  expect(found(withMembers(exampleOf(HOST), { more: [1] }))).toEqual([])
})

it('a body that does not fit is a breach that names the part, what it must be, and what it is', () => {
  expect(found(withMembers(exampleOf(HOST), { isActive: 'yes' }))).toMatchObject([
    { check: 'schema', message: '/isActive must be boolean', pointer: '/isActive', actual: 'yes' },
  ])
  expect(found('5')).toMatchObject([{ check: 'schema', message: 'the body must be object', pointer: '', actual: 5 }])
})

it('a breach has the sources of the part that does not fit', () => {
  const answered = answer(HOST, { body: withMembers(exampleOf(HOST), { isActive: 'yes' }) })
  const outcome = { ...answered.outcome, statements: { body: ['a#body'], '/isActive': ['a#active'] } }
  const sources = (json: unknown) =>
    checkSchema({ ...answered, json, outcome, caseSources: ['server'] }).map((each) => each.sources)
  expect(sources(answered.json)).toEqual([['a#active', 'server']])
  expect(sources(5)).toEqual([['a#body', 'server']])
})

it('a body that is no JSON, or of an outcome without a schema, is no matter of it', () => {
  expect(found('<html>')).toEqual([])
  const { outcome, ...rest } = answer(HOST, { body: '5' })
  expect(checkSchema({ ...rest, outcome: { ...outcome, status: 599 } })).toEqual([])
  expect(checkSchema({ ...rest, outcome, face: { ...rest.face, operation: 'sing' } })).toEqual([])
  expect(checkSchema({ ...rest, outcome, face: { ...rest.face, edition: 'never' } })).toEqual([])
})

it('a member that the target never sends may be missing', () => {
  const answered = answer(HOST, { body: withMembers(exampleOf(HOST), { isHost: undefined }) })
  expect(checkSchema(answered)).toHaveLength(1)
  expect(checkSchema({ ...answered, absent: ['isHost'] })).toEqual([])
})
