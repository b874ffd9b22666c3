import { expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { servedContract, type ServedContract } from './served-contract.ts'

it('is what was compiled of an edition', () => {
  expect(servedContract('2022').faces).toBe(faces['2022'])
  expect(servedContract('current').validators['joinVideoConference']?.body).toBeTypeOf('function')
  expect(servedContract('8.6').words.settings).toEqual({ anonymousReading: false })
  expect(servedContract('current').own.size).toBe(0)
})

it('has the operations of one’s own contract in place of those of their names, as of the edition that is served', () => {
  const list = faces.current.find(({ operation }) => operation === 'listLivechatRooms')
  if (!list) throw new Error('there is no list')
  const answer = { status: 404, mediaType: 'text/plain', body: '' }
  const elsewhere = { under: '/mine/', unknown: answer, preflight: answer, options: answer, headers: {} }
  const own: ServedContract = {
    faces: [{ ...list, edition: 'mine', path: '/mine' }],
    validators: { listLivechatRooms: { query: null, body: null } },
    words: { elsewhere: [elsewhere], settings: { anonymousReading: true } },
    own: new Set(['listLivechatRooms']),
  }
  const served = servedContract('8.0', own)
  expect(served.faces.map(({ operation }) => operation).toSorted()).toEqual(
    faces['8.0'].map(({ operation }) => operation).toSorted(),
  )
  expect(served.faces[0]).toMatchObject({ edition: '8.0', path: '/mine' })
  expect(served.validators['listLivechatRooms']).toEqual({ query: null, body: null })
  expect(served.validators['joinVideoConference']?.body).toBeTypeOf('function')
  expect(served.words.elsewhere.map(({ under }) => under)).toEqual(['/mine/', '/api/'])
  expect([served.words.settings.anonymousReading, [...served.own]]).toEqual([true, ['listLivechatRooms']])
})

it('has the validators of its edition before those of the current one, and all operations of one’s own', () => {
  const [old, current] = [servedContract('2022'), servedContract('current')]
  expect(old.validators['joinLivechatRoom']).not.toBe(current.validators['joinLivechatRoom'])
  expect(old.validators['joinMeetingRoom']).toBe(current.validators['joinMeetingRoom'])
  const two = current.faces.filter(({ operation }) => ['listLivechatRooms', 'joinLivechatRoom'].includes(operation))
  const served = servedContract('current', { ...current, faces: two })
  expect([served.faces.length, served.own.size]).toEqual([current.faces.length, 0])
})
