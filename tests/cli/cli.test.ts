import { describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { runCli } from '../support/run-cli.ts'

const commands = [
  'serve',
  'console',
  'worlds',
  'rooms',
  'room',
  'set',
  'lock',
  'unlock',
  'end',
  'fill',
  'who',
  'call',
  'play',
  'arm',
  'reset',
  'clock',
  'log',
  'seed',
  'data',
  'outcomes',
  'verify',
  'read',
  'watch',
  'report',
  'target',
  'show',
  'mcp',
  'token',
  'diff',
  'lint',
  'spec',
]

describe('greenroom', () => {
  it('without a command prints its help and fails; with --help it does not fail', async () => {
    const [bare, asked] = await Promise.all([runCli([]), runCli(['--help'])])
    expect([bare.code, bare.out]).toEqual([2, ''])
    expect([asked.code, asked.error]).toEqual([0, ''])
    expect([...asked.out.matchAll(/^ {2}(\w+) {2,}\w/gm)].map(([, name]) => name)).toEqual(commands)
    expect(bare.error).toBe(asked.out)
  })

  it.each(commands)('%s --help names every option with its variable, and gives examples', async (command) => {
    const { code, out } = await runCli([command, '--help'])
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`^greenroom ${command}`))
    expect(out).toContain(`Examples:\n  greenroom ${command}`)
    const options = [...out.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map(([, name = '']) => name)
    expect(options).not.toEqual([])
    for (const option of options) expect(out).toContain(`(GREENROOM_${option.toUpperCase().replaceAll('-', '_')})`)
    expect((await runCli(['help', command])).out).toBe(out)
  })

  it('says of a fault of its own where it was, and that it should not have happened', async () => {
    let error = ''
    const out = (): never => {
      throw new Error('the disk is full')
    }
    const code = await main(['--version'], { out, error: (text) => (error += text), env: {} })
    expect(code).toBe(70)
    expect(error).toMatch(/^greenroom: this should not have happened\nError: the disk is full\n\s+at /)
  })
})

describe('bad input', () => {
  it.each([
    [['serv'], 'Did you mean serve?'],
    [['help', 'serv'], 'Did you mean serve?'],
    [['serve', '--prot', '1'], 'Did you mean --port?'],
    [['serve', '--port', 'x'], '--port takes a whole number, not x'],
    [['serve', '--port', '70000'], 'takes 0 to 65535'],
    [['serve', '--edition', '2023'], 'Did you mean 2022?'],
    [['serve', '--seed', 'documentd'], 'Did you mean documented?'],
    [['serve', '--trust', 'emperor', '--port', '0'], 'there is no role emperor'],
    [['serve', '--limit', 'bdy=1'], 'Did you mean body?'],
    [['serve', '--limit', 'body'], 'takes a whole number'],
    [['serve', '--cors-origin', 'example.com'], 'takes scheme, host and port'],
    [['serve', '--host', '203.0.113.1', '--port', '0'], 'is not an address of this machine'],
    [['serve', '--port', '0', '--control-token', 'short'], 'Use 32 or more'],
    [
      ['serve', '--port', '0', '--control-token', `with a space in it, ${'x'.repeat(20)}`],
      'that are not allowed in headers',
    ],
    [['serve', '--port', '0', '--control-port', '70000'], '--control-port takes 0 to 65535'],
    [['serve', '--port', '0', '--worlds', 'none'], '--worlds takes explicit'],
    [['serve', '--port', '0', '--speed', '2'], '--speed needs a scenario'],
    [['serve', 'now'], 'greenroom serve --help'],
    [['spec', 'rocket'], 'Known: control, meeting-rooms, rocket-chat'],
    [['spec', '--format', 'xml'], 'there is no format xml'],
    [['token'], 'takes one user'],
    [['token', 'membr'], 'there is no person membr'],
    [['outcomes', '--edition', 'x'], 'Known: '],
    [['outcomes', '--html', '/nowhere/at/all.html'], 'cannot be written'],
    [['outcomes', '--json', '--url', 'nonsense'], '--url: not an http or https URL'],
    [['outcomes', '--json', '--url', 'http://me:hush@localhost'], 'the URL contains credentials'],
  ])('%j exits with 2, and says what is wrong and what to do', async (args, text) => {
    const { code, error } = await runCli(args)
    expect(code).toBe(2)
    expect(error).toContain(text)
    expect(error).not.toMatch(/\n\s+at |hush/)
  })

  it.each([
    ['serve --no-control --control-port 4011', 'with --no-control', 'Drop one of them.'],
    [`serve --no-control --control-token ${'x'.repeat(32)}`, 'with --no-control', 'Drop one of them.'],
    ['outcomes --url http://localhost:4010', 'without --json or --html', 'The table shows no commands'],
    ['outcomes --seed empty', 'without --json or --html', 'add one of them'],
    ['outcomes --html page.html --json', 'with --html', 'Drop one of them.'],
    ['show --list --as curl', 'with --list', 'Drop one of them.'],
    ['show room-locked --list --url http://localhost', 'with --list', 'Drop one of them.'],
    ['show room-locked --as playwright --url http://localhost', 'with --as playwright', 'Drop it'],
    ['worlds --seed empty', 'without make', 'greenroom worlds make <name>'],
    ['worlds drop qa-17 --replace', 'without make', 'greenroom worlds make <name>'],
    ['worlds drop qa-17 --json', 'with drop', 'the exit code tells'],
    ['arm --clear --times 2', 'with --clear', 'Drop one of them.'],
    ['arm --clear --json', 'with --clear', 'Drop one of them.'],
    ['arm joinMeetingRoom/room-full --operation joinLivechatRoom', 'with joinMeetingRoom/', 'the name already says it'],
    ['set meeting-room --operation joinMeetingRoom', "without 'limit: [used-up]'", 'whose limit to use up'],
    ['play --list --world qa-17', 'with --list', 'Drop one of them.'],
    ['play --speed 2', 'without a scenario', 'greenroom play --list'],
    ['play --next --step', 'without a scenario', 'greenroom play --list'],
    ['play --stop --json', 'with --stop', 'the exit code tells'],
    ['log --control-token x', 'without --control-url', 'to use the run file'],
    ['clock --port 4010 --control-url http://localhost:4011 --control-token x', 'with --control-url', 'Drop one'],
    ['verify --control-token x', 'without --control-url', 'to use the run file'],
    ['verify --control-url http://localhost:4011', 'without the URL of its mock', 'greenroom verify <url>'],
    ['verify --target x.yaml --control-url http://localhost:4011', 'with --target', 'Drop one of them'],
    ['target init http://localhost --out - --force', 'with --out -', 'no file is written'],
  ])('%s exits with 2: an option has no effect there', async (line, beside, fix) => {
    const words = line.split(' ').map((word) => (word === 'meeting-room' ? 'meeting-room: []' : word))
    const { code, out, error } = await runCli(words)
    expect([code, out]).toEqual([2, ''])
    expect(error).toMatch(/^--[\w-]+ has no effect /)
    expect(error).toContain(beside)
    expect(error).toContain(fix)
  })

  it('counts no variable, which is set for many commands; but none may lead a verification astray', async () => {
    const ran = await runCli(['outcomes'], { GREENROOM_URL: 'http://localhost:4010', GREENROOM_SEED: 'empty' })
    expect([ran.code, ran.error]).toEqual([0, ''])
    const { code, error } = await runCli(['verify'], { GREENROOM_CONTROL_URL: 'http://localhost:4011' })
    expect([code, error]).toEqual([2, expect.stringContaining('has no effect without the URL of its mock')])
  })
})
