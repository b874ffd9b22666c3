import { expect, it } from 'vitest'
import { profileOf } from './profile.ts'

it('a profile shows a person as online, in the role of any user and their own, once each', () => {
  const ann = { id: 'a', username: 'ann', name: 'Ann', role: 'livechat-agent' }
  expect(profileOf(ann)).toEqual({
    _id: 'a',
    username: 'ann',
    name: 'Ann',
    emails: [],
    status: 'online',
    statusConnection: 'online',
    active: true,
    roles: ['user', 'livechat-agent'],
    settings: { preferences: {} },
  })
  expect(profileOf({ ...ann, role: 'user' }).roles).toEqual(['user'])
})
