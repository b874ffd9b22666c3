import { expect, it } from 'vitest'
import { contractMask, contractParts } from './contract-parts.ts'

it('the contract of an edition has its own operations over HTTP, and those on sockets', () => {
  const { faces, socketFaces, yields } = contractParts('2022')
  const editionOf = (name: string) => faces.find(({ operation }) => operation === name)?.edition
  expect([editionOf('joinLivechatRoom'), editionOf('joinMeetingRoom')]).toEqual(['2022', 'current'])
  expect(socketFaces.map(({ event }) => event)).toContain('join-room')
  expect(yields['meeting-room']).toEqual(['code'])
})

it("other people's data is hidden, but for what the contract fixes over HTTP and on sockets", () => {
  const { value } = contractMask('current', new Uint8Array(32))
  const body = {
    message: 'Room is locked',
    error: 'unauthorized',
    detail: 'Not authorized',
    sid: null,
    socketId: null,
    guestName: 'Jane',
    usersCount: 77,
    petName: true,
  }
  expect(value(body)).toEqual({
    message: 'Room is locked',
    error: 'unauthorized',
    [String(value('detail'))]: 'Not authorized',
    sid: null,
    socketId: null,
    guestName: expect.stringMatching(/^text\(4\) #[0-9a-f]{6}$/),
    usersCount: expect.stringMatching(/^number #/),
    [String(value('petName'))]: true,
  })
  expect(value('petName')).toMatch(/^text\(7\) #/)
})
