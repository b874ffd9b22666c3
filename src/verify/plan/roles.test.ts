import { describe, expect, it } from 'vitest'
import type { Case } from '../../contract/model/case.ts'
import { missingRole, rolesOf } from './roles.ts'
import { caseOf } from '../testing/answers.ts'

const JOINED = caseOf('joinLivechatRoom/joined')
const naming = (value: unknown): Case => ({ ...JOINED, request: { ...JOINED.request, query: { agents: value } } })

describe('the roles of a case', () => {
  it.each<[string, Case, readonly string[]]>([
    ['who calls', JOINED, ['agent']],
    ['who calls before and after', { ...JOINED, before: [caseOf('listLivechatRooms/listed')] }, ['manager', 'agent']],
    ['who calls, once', { ...JOINED, before: [JOINED, JOINED] }, ['agent']],
    [
      'whose user id is named',
      naming(['$manager.userId', '$no-permission.userId']),
      ['agent', 'manager', 'no-permission'],
    ],
    ['whose user id an earlier call names', { ...JOINED, before: [naming('$manager.userId')] }, ['agent', 'manager']],
    ['who calls and is named', naming('$agent.userId'), ['agent']],
    ['nobody by part of a text', naming('x$manager.userId'), ['agent']],
    ['nobody by another value', naming(['$me', '$roomId', '$manager.token']), ['agent']],
  ])('are %s', (_, found, roles) => expect(rolesOf(found)).toEqual(roles))
})

describe('a role without credentials', () => {
  const identities = { agent: {}, 'no-permission': {} }
  it('is told with the reason that the target file gives, or that there are none', () => {
    const found = naming('$manager.userId')
    expect(missingRole(found, { identities, missing: { manager: 'TOKEN is not set' } })).toEqual({
      kind: 'identity',
      reason: 'manager: TOKEN is not set',
    })
    expect(missingRole(found, { identities, missing: {} })).toEqual({
      kind: 'identity',
      reason: 'manager: it has no credentials here',
    })
  })

  it('is the first of several', () => {
    const reason = missingRole(naming(['$manager.userId', '$host.userId']), { identities, missing: {} })?.reason
    expect(reason).toBe('manager: it has no credentials here')
  })

  it('is none where all have some, be it none that are sent', () => {
    expect(missingRole(JOINED, { identities, missing: { manager: 'TOKEN is not set' } })).toBeNull()
  })

  it('is not found among what every object has', () => {
    expect(missingRole({ ...JOINED, as: 'constructor' }, { identities, missing: {} })).toHaveProperty('kind')
  })
})
