"""Floor 5, face *serve*: the preview on this machine. The only importer of starlette, uvicorn and watchfiles.

    folders ─changes→ paths ─rebuilder→ build in a thread ─preview→ pages and event streams ─client.js→ the browser

server    sockets, signals and the tasks that run side by side
app       addresses → answers            files     address → file of the preview; no way out of it
loopback  whose requests are answered    answers   HTML as it lies there → HTML with our script, and its CSP
preview   what was built last, and who waits for news of it
rebuilder changes come in while a build runs: one more build, with all of them
building  one build, with the newsroom's lock; whatever ends it becomes values
faults    a Problem → path, line, message and the lines around it
changes   folders ─watchfiles→ which files of briefs changed
queue     briefs that are not out → a page
client.js, client.css   what the server adds to pages: reloading, the overlay, the badge. Never written into the preview

May import `pipeline` and what lies below it. Only loopback is listened on, and only loopback is answered.
"""
