const express = require('express');
const app = express();
app.use(express.json());

let currentTaskStatus = 'En attente';
let statusVersion = 0;
const waitingClients = [];

app.post('/update-status', (req, res) => {
    const newStatus = req.body && req.body.status;
    if (!newStatus) {
        return res.status(400).json({ error: 'Le statut est requis' });
    }
    currentTaskStatus = newStatus;
    statusVersion++;
    // On prévient le client en attente
    if (waitingClients.length > 0) {
        const client = waitingClients.shift();
        clearTimeout(client.timeout);
        client.res.json({ status: currentTaskStatus, version: statusVersion });
    }
    res.json({ status: currentTaskStatus, version: statusVersion });
});

app.get('/poll-status', (req, res) => {
    const lastVersion = parseInt(req.query.last_version, 10);
    if (isNaN(lastVersion)) {
        return res.status(400).json({ error: 'last_version doit être un nombre' });
    }
    if (lastVersion < statusVersion) {
        return res.json({ status: currentTaskStatus, version: statusVersion });
    }
    const client = { res: res };
    waitingClients.push(client);
    const remove = () => {
        const i = waitingClients.indexOf(client);
        if (i !== -1) waitingClients.splice(i, 1);
    };
    client.timeout = setTimeout(() => {
        remove();
        res.status(204).end();
    }, (process.env.HOLD || 25) * 1000);
    req.on('close', () => {
        clearTimeout(client.timeout);
        remove();
    });
});

app.listen(process.env.PORT || 3000, '127.0.0.1');
