import { io } from 'socket.io-client'

const code = 'abc-def-ghi'
const heard = document.querySelector('#heard')

/** Shows a line. */
const show = (text: string): void => {
  const line = document.createElement('li')
  line.textContent = text
  heard?.append(line)
}

const socket = io()
socket.on('user-joined', ({ participant }) => show(`${participant.guestName} is here, too`))
const seat = await socket.emitWithAck('join-room', { code, guestName: 'Ann' })
show(`${seat.guestName} is in`)

/** Joins as somebody else, over HTTP. */
async function join(): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`/rooms/${code}/join`, { method: 'POST', headers, body: '{"guestName":"Jane"}' })
  if (!answer.ok) show((await answer.json()).message)
}

document.querySelector('#join')?.addEventListener('click', () => void join())
