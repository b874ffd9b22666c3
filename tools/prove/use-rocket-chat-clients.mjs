/** Runs in a project that has the clients: `node use.mjs <url>` prints a line for each. */
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { RestClient } from '@rocket.chat/api-client'
import { DDPSDK } from '@rocket.chat/ddp-client'

const [, , url] = process.argv
const require = createRequire(import.meta.url)

const ROOM = 'gMMeBpWyLeowCrzBv'
const CALL = '697887e3c8b0533020781a4a'

/** Each in a world of its own, in which nobody has joined anything yet. */
const worldOf = (name) => `${url}/~${name}`

/** What every client must get to; `get` and `post` are its own. */
async function through(name, { get, post }) {
  const { total } = await get('livechat/rooms')
  assert.ok(total > 0, `${name} lists ${total} rooms`)
  assert.deepEqual(await get('livechat/room.join', { roomId: ROOM }), { success: true })
  const joined = await post('video-conference.join', { callId: CALL })
  assert.match(joined.url, /^http/)
  const user = await callerOf(name)
  console.log(`${name}: logged in, ${total} rooms, joined one and a conference, as ${user}`)
}

/** Whose credentials the client has got. */
async function callerOf(name) {
  const answer = await fetch(`${worldOf(name)}/api/v1/me`, { headers: credentials.get(name) })
  return (await answer.json()).username
}
const credentials = new Map()
const remember = (name, userId, authToken) => credentials.set(name, { 'X-User-Id': userId, 'X-Auth-Token': authToken })

async function apiClient(name) {
  const client = new RestClient({ baseUrl: worldOf(name) })
  const { data } = await client.post('/v1/login', { user: 'manager', password: 'manager-password' })
  client.setCredentials({ 'X-User-Id': data.userId, 'X-Auth-Token': data.authToken })
  remember(name, data.userId, data.authToken)
  await through(name, {
    get: (path, params) => client.get(`/v1/${path}`, params),
    post: (path, body) => client.post(`/v1/${path}`, body),
  })
}

async function ddpClient(name) {
  const sdk = DDPSDK.create(worldOf(name))
  await sdk.connection.connect()
  const answer = await fetch(`${worldOf(name)}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"user":"manager","password":"manager-password"}',
  })
  const { data } = await answer.json()
  const { id, token } = await sdk.account.loginWithToken(data.authToken)
  remember(name, id, token)
  sdk.rest.setCredentials({ 'X-User-Id': id, 'X-Auth-Token': token })
  await through(name, {
    get: (path, params) => sdk.rest.get(`/v1/${path}`, params),
    post: (path, body) => sdk.rest.post(`/v1/${path}`, body),
  })
  sdk.connection.close()
}

async function sdkAlpha(name) {
  const { Rocketchat } = require('sdk-alpha')
  const client = new Rocketchat({ host: worldOf(name), protocol: 'ddp', useSsl: false })
  await client.connect({})
  await client.login({ username: 'manager', password: 'manager-password' })
  const { userId, authToken } = client.currentLogin
  remember(name, userId, authToken)
  await through(name, {
    get: (path, params) => client.get(path, params),
    post: (path, body) => client.post(path, body),
  })
  await client.disconnect()
}

async function sdkOld(name) {
  process.env.ROCKETCHAT_URL = worldOf(name)
  const { api, driver } = require('sdk-old')
  await driver.connect({ host: worldOf(name), useSsl: false })
  await driver.login({ username: 'manager', password: 'manager-password' })
  await api.login({ username: 'manager', password: 'manager-password' })
  const { userId, authToken } = api.currentLogin
  remember(name, userId, authToken)
  await through(name, { get: (path, params) => api.get(path, params), post: (path, body) => api.post(path, body) })
  await driver.disconnect()
}

await apiClient('api-client')
await ddpClient('ddp-client')
await sdkAlpha('sdk-alpha')
await sdkOld('sdk-old')
// Clients that reconnect by themselves would keep the process alive.
process.exit(0)
