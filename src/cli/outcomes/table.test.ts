import { expect, it } from 'vitest'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { socketTable } from './table.ts'

const [face] = socketFaces
const [outcome] = face?.outcomes ?? []
if (!face || !outcome) throw new Error('nothing is served on sockets')

it('outcomes stand below their event in columns, each with the sources of all that it states', () => {
  const outcomes = [
    {
      ...outcome,
      name: 'room-full',
      status: 400,
      cause: 'no seat is left',
      sources: ['002_3dec2bd1.txt#Errors 400', 'server'],
      statements: { body: ['inferred'], headers: ['003_a0.txt#Limits', 'omnichannel.yaml'] },
    },
    { ...outcome, name: 'left', status: 200, cause: 'gone', sources: ['inferred'], statements: {} },
  ]
  expect(socketTable({ ...face, operation: 'join', event: 'join-room', outcomes })).toBe(
    `join (current, Socket.IO) event join-room
  400 room-full  no seat is left  [002#Errors 400, server; body: inferred; headers: 003#Limits, omnichannel.yaml]
  200 left       gone  [inferred]
`,
  )
  expect(socketTable({ ...face, operation: 'come', event: null, outcomes: [] })).toBe(
    'come (current, Socket.IO) on connect\n',
  )
})
