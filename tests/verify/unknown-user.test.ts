import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { makeFolder, runVerify, startForeign } from '../support/run-verify.ts'

const CASE = 'joinMeetingRoom/joined-as-guest:as-somebody-else'
const ENV = { MEET_HOST_TOKEN: 's3ss1.0paqu.t0ken', MEET_HOST_ID: 'user-of-the-host-77' }

/** Verifies a server over HTTP whose tokens are opaque: what is printed, and the bodies that it was sent. */
async function verified(identity: string) {
  const bodies: string[] = []
  await using server = await startForeign((request, response) => {
    void text(request).then((body) => {
      bodies.push(body)
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"statusCode":400,"message":"no"}')
    })
  })
  await using folder = await makeFolder()
  const target = `
url: ${server.url}
identities: { host: { headers: { Authorization: { env: MEET_HOST_TOKEN, prefix: 'Bearer ' } }${identity} } }
situations: [{ given: { meeting-room: [] }, values: { code: qrs-tuv-wxy } }]
`
  const { out } = await runVerify(['--target', await folder.write('t.yaml', target), '--case', CASE], ENV)
  return { out, bodies }
}

it('a case that needs the user id of an opaque token is blocked, and says what unlocks it', async () => {
  const { out } = await verified('')
  expect(out).toContain(
    '1 × identity: the user id of host is not known: add payload: { userId: { env: … } } to the identity host in the target file',
  )
})

it('a payload beside the headers unlocks it, over HTTP, too', async () => {
  const { out, bodies } = await verified(', payload: { userId: { env: MEET_HOST_ID } }')
  expect(bodies).toContain(JSON.stringify({ guestName: 'Jane Smith', userId: ENV.MEET_HOST_ID, isHost: true }))
  expect(out).toContain('0 blocked')
})
