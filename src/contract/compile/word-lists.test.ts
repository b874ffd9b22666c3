import { expect, it } from 'vitest'
import { currentFace } from '../../verify/testing/answers.ts'
import { socketFaces } from '../compiled/socket-faces.ts'
import { withLists, wordLists } from './word-lists.ts'

it('lists are written anew between their comments, with their indentation, and nothing else is', () => {
  const text = [
    'a',
    '  # list: one (written by npm run compile)',
    '  old',
    '  # end of list',
    '<!-- list: two (written by npm run compile) -->',
    'gone',
    '<!-- end of list -->',
    '# list: none (written by npm run compile)',
    'stays',
    '# end of list',
    'b',
  ].join('\n')
  expect(withLists(text, { one: ['x', 'y'], two: [] }).split('\n')).toEqual([
    'a',
    '  # list: one (written by npm run compile)',
    '  x',
    '  y',
    '  # end of list',
    '<!-- list: two (written by npm run compile) -->',
    '<!-- end of list -->',
    '# list: none (written by npm run compile)',
    'stays',
    '# end of list',
    'b',
  ])
})

it('the lists are of subjects with their facts and values, operations by their transport, events, members and roles', () => {
  const [socketFace] = socketFaces
  if (!socketFace) throw new Error('there is no face on a socket')
  const face = currentFace('joinMeetingRoom')
  const faces = [
    { ...face, operation: 'enter', api: 'hall' },
    { ...face, operation: 'enter', api: 'hall' },
    { ...face, operation: 'leave', api: 'gate' },
  ]
  const on = { ...socketFace, event: 'enter-hall', announces: [], withoutAck: { success: 'in', refusal: null } }
  const facts = {
    hall: {
      yields: { code: { says: 'its "code"', like: 'x' }, id: { says: 'its id', like: 'y' } },
      facts: { dark: { says: 'no light' }, none: { says: 'not there', absent: true } },
    },
    limit: { yields: {}, facts: { used: { says: 'used up' } } },
    note: 'none',
  }
  const lists = wordLists({
    faces,
    socketFaces: [
      { ...on, operation: 'enter' },
      { ...on, operation: 'lock' },
    ],
    members: ['id', 'code', 'id'],
    identities: ['host', 'guest', 'host'],
    facts,
  })
  expect(lists).toEqual({
    situation: [
      'hall: { type: array, maxItems: 2, items: { type: string, enum: [dark, none] } }',
      'limit: { type: array, maxItems: 1, items: { type: string, enum: [used] } }',
    ],
    'held situation': ['hall: { type: array, items: { enum: [dark, none] } }'],
    'subject rows': [
      '| subject | yields | facts |',
      '|---|---|---|',
      '| `hall` | `code`, `id` | `dark`: no light; `none`: not there |',
    ],
    'given values': [
      'code: { type: string, minLength: 1, maxLength: 100 }',
      'id: { type: string, minLength: 1, maxLength: 100 }',
    ],
    'yielded values': [
      'code: { type: string, description: "its \\"code\\"" }',
      'id: { type: string, description: "its id" }',
    ],
    'target values': ["code: { $ref: '#/$defs/text' }", "id: { $ref: '#/$defs/text' }"],
    prefixes: ["hall: { $ref: '#/$defs/prefix' }", "gate: { $ref: '#/$defs/prefix' }"],
    operations: ['enum: [enter, leave]'],
    'socket operations': ['enum: [lock]'],
    events: ['enum: [enter-hall, in]'],
    members: ['enum: [id, code]'],
    roles: ['enum: [host, guest]'],
  })
})
