/** Plays requests to a mock and to the validators published for it, and counts where the two agree. */
import qs from 'qs'

const PLACES = {
  joinLivechatRoom: '/api/v1/livechat/room.join',
  listLivechatRooms: '/api/v1/livechat/rooms',
  joinVideoConference: '/api/v1/video-conference.join',
}
/** The outcomes of a request that is not as it should be; all others are decided by state. */
const REFUSALS = new Set(['invalid-query', 'missing-room-id', 'missing-call-id', 'invalid-body'])

/** Where the mock at `url` and the validators agree on requests: counts, and the others by kind. */
export async function compareVerdicts(url, validators, requests) {
  const headers = await loggedIn(url)
  const seen = { requests: requests.length, refused: 0, verdicts: 0, texts: 0, differences: new Map() }
  for (const request of requests) {
    const theirs = judged(validators[request.operation], request)
    const ours = await answered(url, headers, request)
    if (theirs !== null) seen.refused += 1
    if ((theirs === null) === (ours === null)) seen.verdicts += 1
    if (theirs === ours) seen.texts += 1
    else note(seen.differences, request, ours, theirs)
  }
  return seen
}

/** Of these outcomes, forced by name, those whose answer the validator of its status, where there is one, refuses. */
export async function invalidErrors(url, validators, outcomes) {
  const invalid = []
  for (const { operation, method, path, outcome, status } of outcomes) {
    const answer = await fetch(`${url}${path}`, { method, headers: { prefer: `example=${outcome}` } })
    const valid = answer.status === status && validators[status](await answer.json())
    if (!valid) invalid.push(`${operation}/${outcome}`)
  }
  return invalid
}

async function loggedIn(url) {
  const body = JSON.stringify({ user: 'manager', password: 'manager-password' })
  const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
  const { data } = await (await fetch(`${url}/api/v1/login`, sent)).json()
  return { 'X-User-Id': data.userId, 'X-Auth-Token': data.authToken }
}

/** The text of a refusal, as servers make it; null for a request that is accepted. */
function judged(validate, { query, body }) {
  // Validators convert what they judge.
  const value = body === undefined ? qs.parse(query, { arrayLimit: 500 }) : structuredClone(body)
  return validate(value) ? null : validate.errors.map(({ message }) => message).join('\n ')
}

async function answered(url, headers, { operation, query, body }) {
  const sent =
    body === undefined
      ? { headers }
      : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(`${url}${PLACES[operation]}${query ? `?${query}` : ''}`, sent)
  const { error } = await answer.json()
  return REFUSALS.has(answer.headers.get('greenroom-outcome')) ? error.replace(/ \[invalid-params\]$/, '') : null
}

function note(differences, { operation, query, body }, ours, theirs) {
  const what = ours === null ? 'accepted here only' : theirs === null ? 'refused here only' : 'refused in other words'
  const kind = `${operation} ${what}`
  const example = `${query ?? JSON.stringify(body)}: ${JSON.stringify(ours)}, there ${JSON.stringify(theirs)}`
  differences.set(kind, [...(differences.get(kind) ?? []), example])
}
