import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shownRequests } from '../../src/cli/show/requests.ts'
import { mockArrangement } from '../../src/cli/show/arrangement.ts'
import { allCases } from '../../src/verifier/all-cases.ts'
import type { Case } from '../../src/contract/model/case.ts'
import { faces } from '../../src/contract/compiled/faces.ts'
import { toCurlSnippet } from '../../src/report/snippets/curl.ts'
import { faceOf } from '../../src/verify/plan/plan.ts'
import { runCli, type Ran } from '../support/run-cli.ts'

const show = (...args: readonly string[]): Promise<Ran> => runCli(['show', ...args])

/** The case of an id. */
function caseOf(id: string): Case {
  const found = allCases.find((each) => each.id === id)
  if (found === undefined) throw new Error(`there is no case ${id}`)
  return found
}

describe('a case of several calls', () => {
  const plain = caseOf('joinMeetingRoom/joined-as-guest')
  const parts = (found: Case): Parameters<typeof shownRequests>[1] => ({
    arrangement: mockArrangement(found, 'http://localhost').arrangement,
    faceOf: (operation) => faceOf(faces.current, operation),
    limit: 0,
  })
  const named = (found: Case, guestName: string): Case => ({
    ...found,
    request: { ...found.request, body: { guestName } },
  })

  it('is shown in its order, with the time between, each call as its own caller', () => {
    const before = [named(plain, '$agent.userId'), { ...plain, as: 'host' }]
    const found = { ...plain, as: 'member', waitMs: 5000, before }
    const requests = shownRequests(found, parts(found))
    expect(requests.map(({ headers, waitMs }) => [typeof headers['Authorization'], waitMs])).toEqual([
      ['undefined', 0],
      ['string', 0],
      ['string', 5000],
    ])
    expect(requests[0]?.body).toBe('{"guestName":"rbAXPnMktTFbNpwtJ"}')
    expect(toCurlSnippet(requests, { baseUrl: '' }).split('\n')[2]).toBe('sleep 5')
  })

  it('is refused where something in it stands for nothing', () => {
    const found = named(plain, '$nothing')
    expect(() => shownRequests(found, parts(found))).toThrow('nothing yields $nothing')
  })

  it('says apart from the snippet which call it is about', async () => {
    const { out, error } = await show('joinMeetingRoom/joined-as-user:twice')
    expect(error).toMatch(/^The case is about call \d of \d\.$/m)
    expect(out).not.toContain('The case')
  })
})

describe('show --target', () => {
  let folder: string
  let file: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenroom-target-'))
    file = join(folder, 'staging.yaml')
    await writeFile(
      file,
      `url: https://chat.example.org/
authority: { edition: '2022' }
prefixes: { rocket-chat: /prefix }
identities:
  agent: { headers: { X-User-Id: { env: SHOW_AGENT_ID }, X-Auth-Token: { env: SHOW_AGENT_TOKEN } } }
  manager: { headers: { Authorization: { env: SHOW_MANAGER_TOKEN, prefix: 'Bearer ' } } }
scope: { departmentId: greenroom-tests }
situations:
  - { given: { livechat-room: [] }, values: { roomId: greenroom-open } }
`,
    )
    await chmod(file, 0o600)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it.each([
    ['curl', `'X-Auth-Token: '"$SHOW_AGENT_TOKEN"`],
    ['powershell', `'X-Auth-Token' = $env:SHOW_AGENT_TOKEN`],
    ['fetch', `'X-Auth-Token': process.env.SHOW_AGENT_TOKEN,`],
    ['python', `'X-Auth-Token': os.environ['SHOW_AGENT_TOKEN'],`],
  ])('as %s names the variable that holds a secret, and never the secret', async (language, reference) => {
    const args = ['show', 'joinLivechatRoom/joined', '--target', file, '--as', language]
    const { out, error } = await runCli(args, { SHOW_AGENT_TOKEN: 'a-secret-that-is-set' })
    expect(out).toContain(reference)
    expect(out).toContain('https://chat.example.org/prefix/api/v1/livechat/room.join?roomId=greenroom-open')
    expect(out + error).not.toContain('a-secret-that-is-set')
    expect(error).toBe('')
  })

  it('keeps what stands before a secret', async () => {
    const { out } = await show('listLivechatRooms/listed', '--target', file)
    expect(out).toContain(`'Authorization: Bearer '"$SHOW_MANAGER_TOKEN"`)
  })

  it('asks for no list outside its scope', async () => {
    const { out } = await show('listLivechatRooms/listed', '--target', file)
    expect(out).toContain('/rooms?departmentId=greenroom-tests')
  })

  it('says what the file lacks, and leaves a variable in its place', async () => {
    const { out, error } = await show('joinLivechatRoom/no-access', '--target', file)
    expect(error).toMatch(/there is no entry for livechat-room: \[out-of-reach\].*ROOM_ID/)
    expect(out).toContain(`roomId='"$ROOM_ID"`)
    expect(out).not.toContain('greenroom set')
  })

  it('goes by the edition of its authority, unless told otherwise', async () => {
    expect(await show('joinLivechatRoom/room-closed', '--target', file)).toEqual({
      code: 2,
      out: '',
      error: 'the edition 2022 documents no room-closed of joinLivechatRoom\n  current does: --edition current\n',
    })
    const { error } = await show('joinLivechatRoom/room-closed', '--target', file, '--edition', 'current')
    expect(error).toContain('[closed]')
  })

  it('refuses a caller that has no credentials there', async () => {
    const { code, error } = await show('joinLivechatRoom/no-access:no-permission', '--target', file)
    expect([code, error]).toEqual([2, expect.stringContaining('no-permission: needs credentials')])
  })
})

describe('show', () => {
  it('takes a short name where one operation alone has it', async () => {
    expect((await show('room-locked')).out).toBe(
      `curl -i -X POST 'http://127.0.0.1:4010/rooms/lck-rom-now/join' -H 'Content-Type: application/json' -d '{"guestName":"Jane Smith"}'\n`,
    )
  })

  it.each([
    [['room-lockt'], /no outcome room-lockt/, /Did you mean room-locked\?/],
    [['joinMeetingRooms/room-locked'], /no operation joinMeetingRooms/, /Did you mean joinMeetingRoom\?/],
    [['joinLivechatRoom/joind'], /no outcome of joinLivechatRoom joind/, /Did you mean joined\?/],
    [['room-locked:before-room-ful'], /no case of joinMeetingRoom\/room-locked/, /Did you mean before-room-full\?/],
    [['not-logged-in'], /several operations/, /Write joinLivechatRoom\/not-logged-in, or /],
    [['joinMeetingRoom'], /is an operation/, /joinMeetingRoom\/room-locked/],
    [['missing-permission', '--edition', '2022'], /2022 documents no missing-permission/, /--edition current/],
    [['room-locked', '--as', 'pyton'], /no language pyton/, /Did you mean python\?/],
    [['room-locked', '--edition', '2021'], /no edition 2021/, /Did you mean 2022\?/],
    [['room-locked', 'room-full'], /unexpected argument/, /one outcome/],
    [['room-locked', '--url', 'localhost:4010'], /--url: not an http/, /https:/],
    [['room-locked', '--url', 'http://me:secret@localhost'], /contains credentials/, /^(?!.*secret)/],
    [['room-locked', '--url', 'http://localhost', '--target', 'x.yaml'], /both name a server/, /--url/],
    [[], /takes an outcome/, /greenroom outcomes/],
  ])('%j is refused with what is wrong and what to write', async (args, message, fix) => {
    const { code, out, error } = await show(...args)
    const [says, does] = error.split('\n  ')
    expect([code, out, says, does]).toEqual([2, '', expect.stringMatching(message), expect.stringMatching(fix)])
  })

  it('lists the cases of an outcome, and of all', async () => {
    const { out } = await show('joinLivechatRoom/not-logged-in', '--list')
    expect(out).toMatch(/^joinLivechatRoom\/not-logged-in +as nobody, livechat-room: \[\]$/m)
    expect(out).toMatch(/^joinLivechatRoom\/not-logged-in:wrong-token +as wrong-token, livechat-room: \[\]$/m)
    const all = (await show('--list')).out.trim().split('\n')
    const ids = allCases.filter(({ editions }) => editions.includes('current')).map(({ id }) => id)
    expect(all).toHaveLength(ids.length)
    expect(new Set(all.map((line) => line.split(' ')[0]))).toEqual(new Set(ids))
  })

  it('prints for Playwright a route, whatever the state of anything', async () => {
    expect((await show('room-locked', '--as', 'playwright')).out)
      .toBe(`await page.route(/^[^?#]*\\/rooms\\/[^/?#]+\\/join(?:[?#]|$)/, (route) =>
  route.request().method() === 'POST'
    ? route.fulfill({
        status: 403,
        contentType: 'application/json',
        body: '{"statusCode":403,"message":"Room is locked"}',
      })
    : route.fallback(),
)
`)
  })

  it('says apart from the snippet that another edition takes a mock of its own', async () => {
    const { out, error } = await show('joinLivechatRoom/no-access', '--edition', '2022')
    expect(out).toMatch(/^curl /)
    expect(error).toBe('This needs a mock of that edition: greenroom serve --edition 2022\n')
  })
})
