import { describe, expect, it } from 'vitest'
import { verify } from '../commands/verify.ts'
import { readInput } from '../read-input.ts'
import { reproducer } from './reproduce.ts'
import { caseOf } from '../../verify/testing/answers.ts'

const input = (...args: string[]) => readInput(verify, args, {})
const target = { name: 't', url: 'http://h:1', edition: 'current', operations: null, transports: ['http'] } as const

describe('the line that plays a case again', () => {
  const locked = caseOf('joinMeetingRoom/room-locked')
  const line = (args: string[], transport: 'http' | 'polling' = 'http') =>
    reproducer(input(...args), target)(locked, transport)

  it('names what was verified, and how', () => {
    expect(line([])).toBe('npx greenroom verify --edition current --case joinMeetingRoom/room-locked')
    expect(line(['http://h:1/'], 'polling')).toBe(
      'npx greenroom verify http://h:1 --case joinMeetingRoom/room-locked --transport polling',
    )
    expect(line(['--target', 'my file.yaml', '--gate=server', '--allow-mutating=h:1'])).toBe(
      "npx greenroom verify --target 'my file.yaml' --gate server --allow-mutating=h:1 --case joinMeetingRoom/room-locked",
    )
    expect(line(['http://h:1', '--control-url=http://c:2', '--edition=2022', '--ca=a.pem'])).toBe(
      'npx greenroom verify http://h:1 --control-url http://c:2 --edition current --ca a.pem --case joinMeetingRoom/room-locked',
    )
    expect(line(['--target=t.yaml', '--edition=2022', '--ca=a b.pem', '--gate=all'], 'polling')).toBe(
      "npx greenroom verify --target t.yaml --edition current --gate all --ca 'a b.pem' --case joinMeetingRoom/room-locked --transport polling",
    )
    expect(line(['--allow-mutating=h:1', '--allow-mutating=a b', '--quiet', '--skip=a=b'])).toBe(
      "npx greenroom verify --edition current --allow-mutating=h:1 --allow-mutating='a b' --case joinMeetingRoom/room-locked",
    )
  })

  it('of a target file names no control plane that a variable is for', () => {
    const own = readInput(verify, ['--target', 't.yaml'], { GREENROOM_CONTROL_URL: 'http://c:2' })
    expect(reproducer(own, target)(locked, 'http')).toBe(
      'npx greenroom verify --target t.yaml --case joinMeetingRoom/room-locked',
    )
  })

  it('holds no token', () => {
    expect(line(['http://h:1', '--control-url=http://c:2', '--control-token=secret'])).toBe(
      'npx greenroom verify http://h:1 --control-url http://c:2 --case joinMeetingRoom/room-locked',
    )
  })
})
