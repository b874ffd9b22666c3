import { describe, expect, it } from 'vitest'
import type { OperationOverview, OutcomeOverview } from '../../mock/overview/overview.ts'
import { tryCommands } from './try-commands.ts'

const outcome = (curl: string | null, status = 200): OutcomeOverview => ({
  id: 'i',
  name: 'n',
  status,
  family: 'success',
  cause: '',
  sources: [],
  statements: {},
  at: '',
  example: null,
  curl,
})
const operation = (name: string, ...outcomes: OutcomeOverview[]): OperationOverview => ({
  operation: name,
  api: '',
  method: '',
  path: '',
  summary: '',
  at: '',
  outcomes,
})
const reserved = [
  { subject: 'call', facts: [], values: { callId: 'c1' }, says: '' },
  { subject: 'room', facts: [], values: { code: 'abc' }, says: '' },
]
const commands = (operations: OperationOverview[], control: string | null, portOption = '') =>
  tryCommands({ operations, reserved }, { control, portOption })

const OPEN = `curl -X POST 'http://h/rooms/abc/join'`
const TOKEN = `curl 'http://h/c?id=c1' -H 'X-Auth-Token: t'`

describe('the commands to try', () => {
  it('are of the last success of each operation', () => {
    expect(
      commands(
        [
          operation('a', outcome('first'), outcome('last', 299), outcome('refused', 300), outcome(null)),
          operation('b', outcome(null), outcome('refused', 409)),
        ],
        null,
      ),
    ).toEqual(['last'])
  })

  it('with credentials are those of greenroom call, where that finds them; with the data that they name', () => {
    const all = [
      operation('join', outcome(OPEN)),
      operation('call', outcome(TOKEN)),
      operation('list', outcome(`curl 'http://h/list' -H 'Authorization: Bearer t'`)),
    ]
    expect(commands(all, 'http://c', ' --port 5')).toEqual([
      OPEN,
      'npx greenroom call call callId=c1 --port 5',
      'npx greenroom call list --port 5',
    ])
    expect(commands(all, null, ' --port 5')[1]).toBe(TOKEN)
  })
})
