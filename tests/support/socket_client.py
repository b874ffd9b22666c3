"""A Socket.IO client in Python that does what it is told.

Arguments: URL, transports (a JSON list or null), what it gives when it connects (JSON). Then each line of standard input is a JSON
list: an event and its arguments. Each line of standard output is one, too: what has come about, in order.
"""

import json
import sys
import threading

import socketio

url, transports, auth = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
client = socketio.Client(reconnection=False)
# Each event is handled in a thread of its own.
telling = threading.Lock()


def tell(*what):
    with telling:
        print(json.dumps(what), flush=True)


# Those of this age know no handler for all events in every version: so each is named.
for event in ("user-joined", "user-left", "room-locked", "force-disconnect", "room-joined", "exception"):
    client.on(event, lambda *arguments, name=event: tell("heard", name, *arguments))
client.on("connect_error", lambda data=None: tell("refused", data))
client.on("disconnect", lambda *_: tell("disconnected"))

try:
    client.connect(url, transports=transports, auth=auth)
except socketio.exceptions.ConnectionError:
    sys.exit(3)

tell("connected", client.transport())
for line in sys.stdin:
    event, *arguments = json.loads(line)
    tell("ack", client.call(event, *arguments, timeout=600))
client.disconnect()
