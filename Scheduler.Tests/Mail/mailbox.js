// An SMTP server that keeps what it takes, and answers as it is told: each line of standard input is an instruction, each line of standard output a mail.
const { SMTPServer } = require('smtp-server');
const { simpleParser } = require('mailparser');
const readline = require('node:readline');
const fs = require('node:fs');

// --slow: a mail is here for a while before whoever sent it hears so.
// --smtps KEY CERTIFICATE: TLS from the first byte. --starttls KEY CERTIFICATE: after STARTTLS, and not before.
const [how, key, certificate] = process.argv.slice(2);

let next = [];
let underWay = 0;
const server = new SMTPServer({
  authOptional: true,
  secure: how === '--smtps',
  disabledCommands: how === '--starttls' ? [] : ['STARTTLS'],
  ...(key ? { key: fs.readFileSync(key), cert: fs.readFileSync(certificate) } : {}),
  onAuth: (auth, session, done) => (auth.username === 'user' && auth.password === 'p@ss' ? done(null, { user: 'user' }) : done(new Error('Invalid'))),
  onRcptTo(address, session, done) {
    const [how] = next;
    if (how === 'refuse' || how === 'defer') {
      next.shift();
      const error = new Error(how === 'refuse' ? 'No such user here' : 'Come again later');
      error.responseCode = how === 'refuse' ? 550 : 451;
      return done(error);
    }
    return done();
  },
  onData(stream, session, done) {
    underWay++;
    simpleParser(stream, { keepCidLinks: true }).then(mail => {
      const drop = next[0] === 'drop';
      if (next.length > 0) {
        next.shift();
      }
      const calendar = mail.attachments.find(a => a.contentType === 'text/calendar');
      underWay--;
      console.log(JSON.stringify({
        to: session.envelope.rcptTo.map(r => r.address).join(','), from: mail.from.text, subject: mail.subject, text: mail.text, html: mail.html, id: mail.messageId, dropped: drop,
        auto: mail.headers.get('auto-submitted'), user: session.user ?? null, secure: session.secure,
        calendar: calendar ? calendar.content.toString('utf8') : null, method: calendar ? (calendar.headers.get('content-type').params.method ?? null) : null,
      }));
      if (drop) {
        // The mail is here, and whoever sent it never hears so.
        session.dropped = true;
        for (const connection of server.connections) {
          if (connection.session === session || connection.id === session.id) {
            connection._socket.destroy();
          }
        }
        return;
      }
      setTimeout(done, how === '--slow' ? 100 : 0);
    }, error => { underWay--; done(error); });
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.server.address().port })));
readline.createInterface({ input: process.stdin }).on('line', line => {
  if (line === 'quiet') {
    const look = setInterval(() => {
      if (server.connections.size === 0 && underWay === 0) {
        clearInterval(look);
        console.log('quiet');
      }
    }, 10);
  } else {
    next = line.length > 0 ? line.split(' ') : [];
  }
}).on('close', () => process.exit(0));
