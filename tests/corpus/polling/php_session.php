<?php
// php -S localhost:8000 php_session.php
session_start();
if (!isset($_SESSION['version'])) {
    $_SESSION['status'] = 'En attente';
    $_SESSION['version'] = 0;
}
session_write_close();

header('Content-Type: application/json');
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);

if ($path == '/update-status' && $_SERVER['REQUEST_METHOD'] == 'POST') {
    $data = json_decode(file_get_contents('php://input'), true);
    if (empty($data['status'])) {
        http_response_code(400);
        echo json_encode(['error' => 'status requis']);
        exit;
    }
    session_start();
    $_SESSION['status'] = $data['status'];
    $_SESSION['version']++;
    echo json_encode(['status' => $_SESSION['status'], 'version' => $_SESSION['version']]);
} elseif ($path == '/poll-status') {
    $last = intval($_GET['last_version'] ?? -1);
    $start = microtime(true);
    while (microtime(true) - $start < (getenv('HOLD') ?: 25)) {
        session_start(['read_and_close' => true]);
        if ($last < $_SESSION['version']) {
            echo json_encode(['status' => $_SESSION['status'], 'version' => $_SESSION['version']]);
            exit;
        }
        usleep(100000);
    }
    http_response_code(204);
} else {
    http_response_code(404);
    echo json_encode(['error' => 'not found']);
}
