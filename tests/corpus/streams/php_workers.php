<?php
// PHP_CLI_SERVER_WORKERS=40 php -S localhost:8000 php_workers.php
if (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) !== '/stream') {
    echo '<!DOCTYPE html><html><body><div id="q"></div><script>
    const source = new EventSource("/stream");
    source.onmessage = (e) => { document.getElementById("q").textContent = e.data; };
    </script></body></html>';
    return;
}

header('Content-Type: text/event-stream');
header('Cache-Control: no-cache');
header('X-Accel-Buffering: no');
set_time_limit(0);

$prix = ['AAPL' => 170.0, 'GOOG' => 1500.0, 'MSFT' => 250.0];
$pause = (float) (getenv('INTERVAL') ?: 2);
for ($id = 1; !connection_aborted(); $id++) {
    $symbole = array_rand($prix);
    $variation = mt_rand(-100, 100) / 100;
    $prix[$symbole] += $variation;
    echo "id: $id\n";
    echo 'data: ' . json_encode(['symbol' => $symbole, 'price' => round($prix[$symbole], 2), 'change' => $variation]) . "\n\n";
    while (ob_get_level() > 0) ob_end_flush();
    flush();
    usleep((int) ($pause * 1e6));
}
