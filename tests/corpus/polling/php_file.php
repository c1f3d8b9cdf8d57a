<?php
// Lancement : PHP_CLI_SERVER_WORKERS=40 php -S 127.0.0.1:8000 php_file.php
// Les processus partagent l'état par un fichier JSON, verrouillé pendant l'écriture.

$fichier = getenv('STATE_FILE') ?: sys_get_temp_dir() . '/etat-' . $_SERVER['SERVER_PORT'] . '.json';
$attente = (float) (getenv('HOLD') ?: 25);

function lire($fichier) {
    $f = fopen($fichier, 'c+');
    flock($f, LOCK_SH);
    $etat = json_decode(stream_get_contents($f), true);
    fclose($f);
    return $etat ?: ['status' => 'En attente', 'version' => 0];
}

function changer($fichier, $status) {
    $f = fopen($fichier, 'c+');
    flock($f, LOCK_EX);
    $etat = json_decode(stream_get_contents($f), true) ?: ['version' => 0];
    $etat = ['status' => $status, 'version' => $etat['version'] + 1];
    ftruncate($f, 0);
    rewind($f);
    fwrite($f, json_encode($etat));
    fclose($f);
    return $etat;
}

function repondre($code, $donnees) {
    http_response_code($code);
    header('Content-Type: application/json; charset=utf-8');
    echo json_encode($donnees, JSON_UNESCAPED_UNICODE);
}

$chemin = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$methode = $_SERVER['REQUEST_METHOD'];

if ($chemin === '/poll-status' && $methode === 'GET') {
    $derniere = filter_var($_GET['last_version'] ?? '-1', FILTER_VALIDATE_INT);
    if ($derniere === false) {
        repondre(400, ['error' => 'last_version doit être un entier']);
        return;
    }
    set_time_limit(0);
    $fin = microtime(true) + $attente;
    do {
        $etat = lire($fichier);
        if ($derniere < $etat['version']) {
            repondre(200, $etat);
            return;
        }
        usleep(50000);
    } while (microtime(true) < $fin);
    http_response_code(204);
} elseif ($chemin === '/update-status' && $methode === 'POST') {
    $corps = json_decode(file_get_contents('php://input'), true);
    $status = is_array($corps) ? ($corps['status'] ?? null) : ($_POST['status'] ?? null);
    if (!is_string($status) || $status === '') {
        repondre(400, ['error' => 'Le statut est requis']);
        return;
    }
    repondre(200, changer($fichier, $status));
} elseif ($chemin === '/') {
    header('Content-Type: text/html; charset=utf-8');
    ?>
<!DOCTYPE html>
<html lang="fr"><body><h1 id="s"></h1>
<form id="f"><input name="status"><button>Changer</button></form>
<script>
let v = -1;
f.onsubmit = (e) => { e.preventDefault(); fetch('/update-status', { method: 'POST', body: new FormData(f) }); };
(async () => {
  while (true) {
    const r = await fetch('/poll-status?last_version=' + v);
    if (r.status === 200) { const d = await r.json(); v = d.version; s.textContent = d.status; }
  }
})();
</script></body></html>
    <?php
} else {
    repondre(404, ['error' => 'inconnu']);
}
