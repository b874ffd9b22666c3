import { io } from 'socket.io-client'

const form = document.querySelector('form')
const status = document.querySelector('[role=status]')

/** What both ways answer: a participant, or a refusal. */
interface Joined {
  readonly guestName?: string
  readonly message?: string
}

async function overHttp(code: string, guestName: string): Promise<Joined> {
  const answer = await fetch(`/rooms/${code}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ guestName }),
  })
  return answer.json()
}

/** The connection keeps the seat; a closed tab leaves the room. */
const overSocket = (code: string, guestName: string): Promise<Joined> =>
  io().emitWithAck('join-room', { code, guestName })

form?.addEventListener('submit', (event) => {
  event.preventDefault()
  const { code, guestName } = Object.fromEntries(new FormData(form))
  if (typeof code !== 'string' || typeof guestName !== 'string') return
  const isSocket = event.submitter?.getAttribute('value') === 'socket'
  void (isSocket ? overSocket : overHttp)(code, guestName).then((joined) => {
    if (status) status.textContent = joined.guestName ? `${joined.guestName} has a seat` : `No seat: ${joined.message}`
  })
})
