import { describe, expect, it } from 'vitest'
import type { CaseCall } from '../../contract/model/case.ts'
import { caseOf, currentFace } from '../testing/answers.ts'
import { scoped } from './scope.ts'

const locked = caseOf('joinMeetingRoom/room-locked')

describe('a list', () => {
  const list = caseOf('listLivechatRooms/listed')
  const face = currentFace('listLivechatRooms')
  const scope = { departmentId: 'ours', tags: ['a', 'b'] }
  const asking = (query: Record<string, unknown>, more: Partial<CaseCall> = {}) =>
    scoped({ ...list, ...more, request: { ...list.request, query } }, face, scope)

  it('bears its scope beside what it asks for', () => {
    expect(asking({ count: 5 })).toMatchObject({
      request: { query: { departmentId: 'ours', tags: ['a', 'b'], count: 5 } },
    })
    expect(asking({ departmentId: 'ours' })).toMatchObject({ request: { query: { ...scope } } })
    const five = scoped({ ...list, request: { ...list.request, query: { count: 5 } } }, face, { count: '5' })
    expect(five).toMatchObject({ request: { query: { count: 5 } } })
  })

  it('says which part of its query leaves it, the first of several', () => {
    expect(asking({ count: 5, departmentId: 'theirs', 'tags[0]': 'a' })).toEqual({
      kind: 'safety',
      reason: 'the case asks for departmentId, outside the scope of the target',
    })
    expect(asking({}, { raw: { query: 'a=b' } })).toMatchObject({
      reason: 'the case asks for a query of its own, outside the scope of the target',
    })
  })

  it.each([{ departmentId: 'theirs' }, { 'departmentId[]': 'ours' }, { 'tags[0]': 'a' }, { 'departmentId[$ne]': 'x' }])(
    'never leaves it by %j',
    (query) => {
      expect(asking(query)).toMatchObject({ kind: 'safety' })
    },
  )

  it('is sent as it is where its scope is everything', () => {
    for (const each of [list, { ...list, raw: { query: 'a=b' } }]) expect(scoped(each, face, {})).toBe(each)
  })

  it('is not sent without a scope, nor with a query to the letter; what is no list is sent as it is', () => {
    expect(scoped(list, face, null)).toEqual({
      kind: 'safety',
      reason: 'lists are sent only within a scope: name one in the target file',
    })
    expect(asking({}, { raw: { query: 'a=b' } })).toMatchObject({ kind: 'safety' })
    expect(scoped(locked, currentFace('joinMeetingRoom'), null)).toBe(locked)
    for (const other of [{ method: 'POST' as const }, { mutates: true }, { path: '/rooms/{code}' }])
      expect(scoped(list, { ...face, ...other }, null)).toBe(list)
  })
})
