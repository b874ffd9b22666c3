import { expect, it } from 'vitest'
import { findCase } from '../find-case.ts'
import { markedEnvironment, mockArrangement } from './arrangement.ts'
import { variableMark } from './requests.ts'

it('a case whose subject has no seats has no room elsewhere, one with seats has', () => {
  const elsewhere = (word: string) => {
    const { testCase } = findCase(word, 'current')
    return mockArrangement(testCase, 'http://127.0.0.1:4010').arrangement.elsewhere
  }
  expect(elsewhere('joinLivechatRoom/joined')).toBeNull()
  expect(elsewhere('joinMeetingRoom/room-locked')).toEqual({ code: expect.stringMatching(/^\w{3}-\w{3}-\w{3}$/) })
})

it('in place of a secret, a variable has a mark with its own name', () => {
  expect([markedEnvironment['TOKEN'], markedEnvironment['OTHER']]).toEqual([
    variableMark('TOKEN'),
    variableMark('OTHER'),
  ])
})
