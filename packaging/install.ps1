# Installs lab from a release, for Windows:
#   irm https://github.com/OWNER/lab/releases/latest/download/install.ps1 | iex
# $env:LAB_VERSION = 'v1.2.3' takes another than the latest, $env:LAB_INSTALL_DIR another folder.
$ErrorActionPreference = 'Stop'
# Windows PowerShell 5.1 shows progress so eagerly that a download takes ten times as long, and may not offer TLS 1.2.
$ProgressPreference = 'SilentlyContinue'
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

function Install-Lab {
    # The release writes its own repository here.
    $repository = if ($env:LAB_REPOSITORY) { $env:LAB_REPOSITORY } else { '@REPOSITORY@' }
    $releases = if ($env:LAB_RELEASES) { $env:LAB_RELEASES } else { "https://github.com/$repository/releases" }
    $folder = if ($env:LAB_INSTALL_DIR) { $env:LAB_INSTALL_DIR } else { Join-Path $env:LOCALAPPDATA 'Programs\lab' }
    $from = if ($env:LAB_VERSION) { "$releases/download/$env:LAB_VERSION" } else { "$releases/latest/download" }
    # Windows on Arm runs it too, as it runs every program for x64.
    $name = 'lab-x86_64-pc-windows-msvc'

    $work = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
    New-Item -ItemType Directory -Path $work | Out-Null
    try {
        $archive = Join-Path $work "$name.zip"
        $sums = Join-Path $work 'SHA256SUMS'
        Invoke-WebRequest -UseBasicParsing "$from/$name.zip" -OutFile $archive
        Invoke-WebRequest -UseBasicParsing "$from/SHA256SUMS" -OutFile $sums
        $wanted = Get-Content $sums | Where-Object { $_ -match "^([0-9a-f]{64})  $([regex]::Escape("$name.zip"))$" } |
            ForEach-Object { $Matches[1] }
        $found = (Get-FileHash -Algorithm SHA256 $archive).Hash
        if (-not $wanted -or $found -ne $wanted) { throw "$name.zip is not what its release says: nothing was installed" }
        Expand-Archive $archive -DestinationPath $work
        New-Item -ItemType Directory -Force -Path $folder | Out-Null
        Copy-Item -Force (Join-Path $work "$name\lab.exe") $folder
    } finally {
        Remove-Item -Recurse -Force $work
    }

    & (Join-Path $folder 'lab.exe') --version
    # Who names a folder has a use for it, and sees to the PATH.
    $path = [Environment]::GetEnvironmentVariable('Path', 'User')
    if (-not $env:LAB_INSTALL_DIR -and ($path -split ';') -notcontains $folder) {
        [Environment]::SetEnvironmentVariable('Path', "$path;$folder", 'User')
        Write-Output "$folder was added to your PATH: open a new terminal."
    }
}

Install-Lab
