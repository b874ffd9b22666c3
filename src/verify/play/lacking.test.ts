import { expect, it } from 'vitest'
import { whyLacking } from './lacking.ts'

const whyNot = (name: string) => whyLacking(name, { as: 'member' }, { code: '4211' })

it.each([
  ['me', 'member'],
  ['host.userId', 'host'],
])('without the user id that is $%s, it says where to put that of %s', (name, role) => {
  expect(whyNot(name)).toEqual({
    kind: 'identity',
    reason: `the user id of ${role} is not known: add payload: { userId: { env: … } } to the identity ${role} in the target file`,
  })
})

it('without a value, the situation does not yield it', () => {
  expect(whyNot('roomId')).toEqual({ kind: 'situation', reason: 'no subject of the target yields $roomId' })
  expect(whyNot('roomId.upper-case')).toMatchObject({ reason: 'no subject of the target yields $roomId' })
})

it('a form in which the value is the same would be the same call', () => {
  expect(whyNot('code.upper-case')).toEqual({
    kind: 'situation',
    reason: 'the $code of this target has no other form (upper-case)',
  })
})
